/// Months and weekdays as twenty and more languages write them, in lower case and without a final dot: names and short forms, alone and in a date.
///
/// Source: Unicode CLDR (Gregorian calendar, `format` and `stand-alone`, wide and abbreviated) as Babel 2.19.0 carries it, and a few short forms that exports
/// use beside it (`Mrz`, `фев`, `set`). No word means two months in them; Croatian is left out, whose `listopad` is October where the Polish and Czech one is November.
enum CalendarWords {
  /// January to December, each with its forms.
  static let months: [(language: String, names: String)] = [
    ("en", "jan,january|feb,february|mar,march|apr,april|may|jun,june|jul,july|aug,august|sep,sept,september|oct,october|nov,november|dec,december"),
    ("de", "jan,januar|feb,februar|mrz,mär,märz|apr,april|mai|jun,juni|jul,juli|aug,august|sep,sept,september|okt,oktober|nov,november|dez,dezember"),
    ("fr", "janv,janvier|fév,févr,février|mars|avr,avril|mai|juin|juil,juillet,jul|août|sept,septembre|oct,octobre|nov,novembre|déc,décembre"),
    ("es", "ene,enero|feb,febrero|mar,marzo|abr,abril|may,mayo|jun,junio|jul,julio|ago,agosto|sep,sept,septiembre,set|oct,octubre|nov,noviembre|dic,diciembre"),
    ("it", "gen,gennaio|feb,febbraio|mar,marzo|apr,aprile|mag,maggio|giu,giugno|lug,luglio|ago,agosto|set,settembre|ott,ottobre|nov,novembre|dic,dicembre"),
    ("pt", "jan,janeiro|fev,fevereiro|mar,março|abr,abril|mai,maio|jun,junho|jul,julho|ago,agosto|set,setembro|out,outubro|nov,novembro|dez,dezembro"),
    ("nl", "jan,januari|feb,februari|maart,mrt|apr,april|mei|jun,juni|jul,juli|aug,augustus|sep,september|okt,oktober|nov,november|dec,december"),
    ("sv", "jan,januari|feb,februari|mars|apr,april|maj|juni|juli|aug,augusti|sep,september|okt,oktober|nov,november|dec,december"),
    ("da", "jan,januar|feb,februar|mar,marts|apr,april|maj|jun,juni|jul,juli|aug,august|sep,september|okt,oktober|nov,november|dec,december"),
    ("nb", "jan,januar|feb,februar|mar,mars|apr,april|mai|jun,juni|jul,juli|aug,august|sep,september|okt,oktober|nov,november|des,desember"),
    (
      "fi",
      "tammi,tammikuu,tammikuuta|helmi,helmikuu,helmikuuta|maalis,maaliskuu,maaliskuuta|huhti,huhtikuu,huhtikuuta|touko,toukokuu,toukokuuta|kesä,kesäkuu,kesäkuuta|heinä,heinäkuu,heinäkuuta|elo,elokuu,elokuuta|syys,syyskuu,syyskuuta|loka,lokakuu,lokakuuta|marras,marraskuu,marraskuuta|joulu,joulukuu,joulukuuta"
    ),
    (
      "pl",
      "sty,styczeń,stycznia|lut,lutego,luty|mar,marca,marzec|kwi,kwiecień,kwietnia|maj,maja|cze,czerwca,czerwiec|lip,lipca,lipiec|sie,sierpień,sierpnia|wrz,wrzesień,września|paź,październik,października|lis,listopad,listopada|gru,grudnia,grudzień"
    ),
    (
      "cs",
      "led,leden,ledna|úno,únor,února|bře,březen,března|dub,duben,dubna|kvě,květen,května|červen,června,čvn|července,červenec,čvc|srp,srpen,srpna|zář,září|říj,říjen,října|lis,listopad,listopadu|pro,prosince,prosinec"
    ),
    (
      "sk",
      "jan,január,januára|feb,február,februára|mar,marca,marec|apr,apríl,apríla|máj,mája|jún,júna|júl,júla|aug,august,augusta|sep,september,septembra|okt,október,októbra|nov,november,novembra|dec,december,decembra"
    ),
    ("hu", "jan,január|febr,február|márc,március|ápr,április|máj,május|jún,június|júl,július|aug,augusztus|szept,szeptember|okt,október|nov,november|dec,december"),
    ("ro", "ian,ianuarie|feb,februarie|mar,martie|apr,aprilie|mai|iun,iunie|iul,iulie|aug,august|sep,sept,septembrie|oct,octombrie|noiembrie,nov|dec,decembrie"),
    (
      "ru",
      "янв,январь,января|фев,февр,февраль,февраля|мар,март,марта|апр,апрель,апреля|май,мая|июн,июнь,июня|июл,июль,июля|авг,август,августа|сен,сент,сентябрь,сентября|окт,октябрь,октября|ноя,нояб,ноябрь,ноября|дек,декабрь,декабря"
    ),
    (
      "uk",
      "січ,січень,січня|лют,лютий,лютого|бер,березень,березня|квіт,квітень,квітня|трав,травень,травня|черв,червень,червня|лип,липень,липня|серп,серпень,серпня|вер,вересень,вересня|жовт,жовтень,жовтня|лист,листопад,листопада|груд,грудень,грудня"
    ),
    ("bg", "яну,януари|фев,февруари|март|апр,април|май|юни|юли|авг,август|сеп,септември|окт,октомври|ное,ноември|дек,декември"),
    (
      "el",
      "ιαν,ιανουάριος,ιανουαρίου|φεβ,φεβρουάριος,φεβρουαρίου|μάρ,μάρτιος,μαρ,μαρτίου|απρ,απρίλιος,απριλίου|μάι,μάιος,μαΐ,μαΐου|ιουν,ιουνίου,ιούν,ιούνιος|ιουλ,ιουλίου,ιούλ,ιούλιος|αυγ,αυγούστου,αύγ,αύγουστος|σεπ,σεπτέμβριος,σεπτεμβρίου|οκτ,οκτωβρίου,οκτώβριος|νοέ,νοέμβριος,νοε,νοεμβρίου|δεκ,δεκέμβριος,δεκεμβρίου"
    ),
    ("tr", "oca,ocak|şub,şubat|mar,mart|nis,nisan|may,mayıs|haz,haziran|tem,temmuz|ağu,ağustos|eyl,eylül|eki,ekim|kas,kasım|ara,aralık"),
    ("id", "jan,januari|feb,februari,pebruari|mar,maret|apr,april|mei|jun,juni|jul,juli|ags,agu,agustus|sep,september|okt,oktober|nov,november,nopember|des,desember"),
    ("ms", "jan,januari|feb,februari|mac|apr,april|mei|jun|jul,julai|ogo,ogos|sep,september|okt,oktober|nov,november|dis,disember"),
    ("th", "ม.ค,มกราคม|ก.พ,กุมภาพันธ์|มี.ค,มีนาคม|เม.ย,เมษายน|พ.ค,พฤษภาคม|มิ.ย,มิถุนายน|ก.ค,กรกฎาคม|ส.ค,สิงหาคม|ก.ย,กันยายน|ต.ค,ตุลาคม|พ.ย,พฤศจิกายน|ธ.ค,ธันวาคม"),
    ("he", "ינואר,ינו׳|פברואר,פבר׳|מרץ|אפריל,אפר׳|מאי|יוני|יולי|אוגוסט,אוג׳|ספטמבר,ספט׳|אוקטובר,אוק׳|נובמבר,נוב׳|דצמבר,דצמ׳"),
    ("ar", "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"),
    ("fa", "ژانویه,ژانویهٔ|فوریه,فوریهٔ|مارس|آوریل|مه,مهٔ|ژوئن|ژوئیه,ژوئیهٔ|اوت|سپتامبر|اکتبر|نوامبر|دسامبر"),
    ("hi", "जनवरी,जन॰|फ़रवरी,फ़र॰|मार्च|अप्रैल|मई|जून|जुलाई,जुल॰|अगस्त,अग॰|सितंबर,सित॰|अक्टूबर,अक्टू॰|नवंबर,नव॰|दिसंबर,दिस॰"),
    (
      "lt",
      "saus,sausio,sausis|vas,vasario,vasaris|kov,kovas,kovo|bal,balandis,balandžio|geg,gegužė,gegužės|birž,birželio,birželis|liep,liepa,liepos|rugp,rugpjūtis,rugpjūčio|rugs,rugsėjis,rugsėjo|spal,spalio,spalis|lapkr,lapkritis,lapkričio|gruod,gruodis,gruodžio"
    ),
    ("lv", "janv,janvāris|febr,februāris|marts|apr,aprīlis|maijs|jūn,jūnijs|jūl,jūlijs|aug,augusts|sept,septembris|okt,oktobris|nov,novembris|dec,decembris"),
    ("et", "jaan,jaanuar|veebr,veebruar|märts|apr,aprill|mai|juuni|juuli|aug,august|sept,september|okt,oktoober|nov,november|dets,detsember"),
    ("sl", "jan,januar|feb,februar|mar,marec|apr,april|maj|jun,junij|jul,julij|avg,avgust|sep,september|okt,oktober|nov,november|dec,december"),
  ]

  /// Monday to Sunday, each with its forms.
  static let weekdays: [(language: String, names: String)] = [
    ("en", "mo,mon,monday|tu,tue,tuesday|we,wed,wednesday|th,thu,thursday|fr,fri,friday|sa,sat,saturday|su,sun,sunday"),
    ("de", "mo,montag|di,dienstag|mi,mittwoch|do,donnerstag|fr,freitag|sa,samstag|so,sonntag"),
    ("fr", "lu,lun,lundi|ma,mar,mardi|me,mer,mercredi|je,jeu,jeudi|ve,ven,vendredi|sa,sam,samedi|di,dim,dimanche"),
    ("es", "lu,lun,lunes|ma,mar,martes|mi,mié,miércoles|ju,jue,jueves|vi,vie,viernes|sa,sáb,sábado|do,dom,domingo"),
    ("it", "lun,lunedì|mar,martedì|mer,mercoledì|gio,giovedì|ven,venerdì|sab,sabato|dom,domenica"),
    ("pt", "seg,segunda|ter,terça|qua,quarta|qui,quinta|sex,sexta|sáb,sábado|dom,domingo"),
    ("nl", "ma,maandag|di,dinsdag|wo,woensdag|do,donderdag|vr,vrijdag|za,zaterdag|zo,zondag"),
    ("sv", "må,mån,måndag|ti,tis,tisdag|on,ons,onsdag|to,tors,torsdag|fr,fre,fredag|lö,lör,lördag|sö,sön,söndag"),
    ("da", "ma,man,mandag|ti,tirs,tirsdag|on,ons,onsdag|to,tors,torsdag|fr,fre,fredag|lø,lør,lørdag|sø,søn,søndag"),
    ("nb", "ma,man,mandag|ti,tir,tirsdag|on,ons,onsdag|to,tor,torsdag|fr,fre,fredag|lø,lør,lørdag|sø,søn,søndag"),
    (
      "fi",
      "ma,maanantai,maanantaina|ti,tiistai,tiistaina|ke,keskiviikko,keskiviikkona|to,torstai,torstaina|pe,perjantai,perjantaina|la,lauantai,lauantaina|su,sunnuntai,sunnuntaina"
    ),
    ("pl", "pon,poniedziałek|wt,wto,wtorek|śr,śro,środa|czw,czwartek|pią,piątek,pt|sob,sobota|nie,niedz,niedziela"),
    ("cs", "po,pondělí|út,úterý|st,středa|čt,čtvrtek|pá,pátek|so,sobota|ne,neděle"),
    ("sk", "po,pondelok|ut,utorok|st,streda|št,štvrtok|pi,piatok|so,sobota|ne,nedeľa"),
    ("hu", "hétfő|kedd|sze,szerda|cs,csütörtök|péntek|szo,szombat|vasárnap"),
    ("ro", "lu,lun,luni|ma,mar,marți|mi,mie,miercuri|joi|vi,vin,vineri|sâ,sâm,sâmbătă|du,dum,duminică"),
    ("ru", "пн,понедельник|вт,вторник|ср,среда|четверг,чт|пт,пятница|сб,суббота|воскресенье,вс"),
    ("uk", "пн,понеділок|вт,вівторок|середа,ср|четвер,чт|пʼятниця,пт|сб,субота|нд,неділя"),
    ("bg", "пн,понеделник|вт,вторник|ср,сряда|четвъртък,чт|петък,пт|сб,събота|нд,неделя"),
    ("el", "δε,δευ,δευτέρα|τρ,τρί,τρίτη|τε,τετ,τετάρτη|πέ,πέμ,πέμπτη|πα,παρ,παρασκευή|σά,σάβ,σάββατο|κυ,κυρ,κυριακή"),
    ("tr", "pazartesi,pt,pzt|sa,sal,salı|ça,çar,çarşamba|pe,per,perşembe|cu,cum,cuma|cmt,ct,cumartesi|pa,paz,pazar"),
    ("id", "sen,senin|sel,selasa|rab,rabu|kam,kamis|jum,jumat|sab,sabtu|min,minggu"),
    ("ms", "is,isn,isnin|se,sel,selasa|ra,rab,rabu|kh,kha,khamis|ju,jum,jumaat|sa,sab,sabtu|ah,ahad,ahd"),
    ("th", "จันทร์,วันจันทร์|วันอังคาร,อังคาร|พุธ,วันพุธ|พฤ,พฤหัส,วันพฤหัสบดี|วันศุกร์,ศุกร์|วันเสาร์,เสาร์|วันอาทิตย์,อา,อาทิตย์"),
    ("he", "ב׳,שני|ג׳,שלישי|ד׳,רביעי|ה׳,חמישי|ו׳,שישי|שבת,ש׳|א׳,ראשון"),
    ("ar", "إثنين,الاثنين|الثلاثاء,ثلاثاء|أربعاء,الأربعاء|الخميس,خميس|الجمعة,جمعة|السبت,سبت|أحد,الأحد"),
    ("hi", "सो,सोम,सोमवार|मं,मंगल,मंगलवार|बु,बुध,बुधवार|गु,गुरु,गुरुवार|शु,शुक्र,शुक्रवार|शनि,शनिवार|रवि,रविवार"),
    ("lt", "pirmadienis,pr|an,antradienis|tr,trečiadienis|ketvirtadienis,kt|penktadienis,pn|šeštadienis,št|sekmadienis,sk"),
    ("lv", "pirmd,pirmdiena,pr|ot,otrd,otrdiena|tr,trešd,trešdiena|ce,ceturtd,ceturtdiena|piektd,piektdiena,pk|se,sestd,sestdiena|sv,svētd,svētdiena"),
    ("et", "esmaspäev|teisipäev|kolmapäev|neljapäev|reede|laupäev|pühapäev"),
    ("fa", "دوشنبه|سه‌شنبه,سهشنبه|چهارشنبه|پنجشنبه,پنج‌شنبه|جمعه|شنبه|یکشنبه,یک‌شنبه"),
    ("ca", "dl,dilluns|dt,dimarts|dc,dimecres|dj,dijous|dv,divendres|ds,dissabte|dg,diumenge"),
    ("hr", "pon,ponedjeljak|uto,utorak|sri,srijeda|čet,četvrtak|pet,petak|sub,subota|ned,nedjelja"),
    ("sr", "пон,понедељак|уто,уторак|сре,среда|чет,четвртак|пет,петак|суб,субота|нед,недеља"),
    ("bn", "সোমবার|মঙ্গলবার|বুধবার|বৃহস্পতিবার|শুক্রবার|শনিবার|রবিবার"),
    ("ta", "திங்கள்|செவ்வாய்|புதன்|வியாழன்|வெள்ளி|சனி|ஞாயிறு"),
    ("ur", "پیر|منگل|بدھ|جمعرات|جمعہ|ہفتہ|اتوار"),
    ("sl", "pon,ponedeljek|tor,torek|sre,sreda|čet,četrtek|pet,petek|sob,sobota|ned,nedelja"),
  ]
}
