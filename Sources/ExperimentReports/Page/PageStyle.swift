/// The page's look; colours are named once for light and once for dark.
enum PageStyle {
  static let css = """
    :root{color-scheme:light dark;--ink:#1b1f24;--soft:#5b6470;--line:#dfe3e8;--paper:#fff;--wash:#f5f7f9;--scale:#12794a;--stop:#b3261e;
    --blocked:#9a5b00;--continue:#1f5fa8;--planned:#5b6470;--decided:#5b6470}
    @media(prefers-color-scheme:dark){:root{--ink:#e6e9ed;--soft:#a0a8b3;--line:#333a42;--paper:#15181c;--wash:#1d2126;--scale:#57c893;
    --stop:#ff8a80;--blocked:#f0b35a;--continue:#7ab4f5;--planned:#a0a8b3;--decided:#a0a8b3}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
    main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
    h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:0 0 .5rem}.date{color:var(--soft);margin:.1rem 0 .8rem}
    .lead{font-size:1.2rem;font-weight:600;margin:0 0 1rem}
    .verdicts{padding-left:1.4rem;margin:0 0 2rem}.verdicts li{margin:0 0 .8rem}.verdicts p{margin:.15rem 0 0}
    a{color:inherit;text-decoration:none}a:hover b{text-decoration:underline}
    section{border-top:1px solid var(--line);padding:1.4rem 0}
    .tag{display:inline-block;font-size:.78rem;font-weight:700;letter-spacing:.03em;border:1.5px solid;border-radius:.4rem;padding:.05rem .5rem;
    vertical-align:.08em}
    .scale .tag{color:var(--scale)}.stop .tag{color:var(--stop)}.blocked .tag{color:var(--blocked)}.continue .tag{color:var(--continue)}
    .planned .tag,.decided .tag{color:var(--planned)}
    .hypothesis{color:var(--soft);font-style:italic;margin:.2rem 0 .6rem}.verdict{font-weight:600}
    p{margin:.4rem 0}.wide{overflow-x:auto}
    table{border-collapse:collapse;font-size:.88rem;margin:.8rem 0;min-width:100%}
    th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}th,td:nth-child(3),td:nth-child(6){white-space:nowrap}
    th{color:var(--soft);font-weight:600}details{margin:.6rem 0}summary{cursor:pointer;color:var(--soft)}
    svg{max-width:100%;height:auto;display:block;margin:.8rem 0}svg text{fill:var(--ink);font:13px system-ui,"Noto Sans CJK SC",sans-serif}
    svg .soft{fill:var(--soft)}svg .axis{stroke:var(--soft)}svg .bar{stroke:var(--continue);stroke-width:3;stroke-linecap:round}
    svg .dot{fill:var(--continue)}svg .null{stroke:var(--soft);stroke-dasharray:3 3}
    @media(max-width:40rem){table{font-size:.8rem}th,td{padding:.3rem .4rem}}
    @media print{a[href]:after{content:none}h2,.verdict{break-after:avoid}tr,li{break-inside:avoid}.wide{overflow:visible}body{font-size:11pt}
    details>*{display:block}}
    """
}
