/// Whole declarations that hold: the three tests of the guide, and a workspace that uses every key.
enum Example {
  static let workspace = """
    project: Autumn growth
    currency: CNY
    timezone: Asia/Shanghai
    language: zh-Hans
    experiments: experiments
    records: records
    reviews:
      every: 2w
      anchor: 2026-11-02
      folder: reports
    funds:
      innovation: {total: 50000, per_experiment: 5000, period: quarter}
    sources:
      crm:       {type: postgres,   url: "postgres://reader@db/crm", password_env: CRM_PASSWORD}
      warehouse: {type: clickhouse, url: "http://ch:8123", database: ads, user: mvp, password_env: CH_PASSWORD}
    defaults:
      decision: {confidence: 95%, power: 80%}
    metrics:
      signup_rate: {type: proportion, numerator: signups, denominator: clicks}

    """

  static let posters = """
    experiment: autumn-posters
    title: 秋季海报三版测试
    hypothesis: A price-first headline earns more sign-ups per click.
    owner: content
    tags: [content, poster]
    start: 2026-11-02
    end: 2026-11-03
    evidence: randomized
    budget: {total: 1000, fund: innovation, spent: 消耗}
    outcome_lag: 0d
    variants:
      price-first: {title: 价格先行, allocation: 1}
      warm-palette: {title: 暖色调}
      story: {title: 用户故事, names: [C版, "C*"]}
    control: price-first
    data:
      file: data/posters.csv
      variant: 创意名称
      date: 日期
    metrics:
      signup: {type: proportion, numerator: 转化数, denominator: 点击数}
      ctr: {type: proportion, numerator: 点击数, denominator: 展示数}
      cpa: {type: cost_per, cost: 消耗, per: 转化数}
    primary: signup
    secondary: [ctr]
    guardrails:
      cpa: {max: 60, max_increase: 30%}
    decision:
      minimum_effect: 10%

    """

  static let channel = """
    title: 直播+短视频 对 短视频
    start: 2026-09-07
    duration: 6 weeks
    outcome_lag: 7d
    variants:
      short-video: {title: 短视频}
      live-and-short: {title: 直播+短视频}
    data:
      ads:   {file: data/ads-*.csv, variant: 计划, date: 日期}
      leads: {file: data/customers.csv, unit: lead_id, variant: arm, date: created_at}
    metrics:
      cac: {type: cost_per, cost: ads.消耗, per: leads.is_customer}
      refunds: {type: ratio, numerator: leads.refunded, denominator: leads.is_customer, missing: zero}
    primary: cac
    guardrails:
      refunds: {max: 15%}
    decision: {looks: 3, spending: pocock, scale_value: "¥100,000"}

    """

  static let routing = """
    experiment: lead-routing
    start: 2026-11-02
    end: 2026-12-27
    variants:
      manual:
      auto: {title: 自动分配, names: [auto_v1, yes, 010]}
    data:
      file: data/leads.csv.gz
      unit: lead_id
      variant: route
      date: created_at
      segments: [tier, {response_minutes: [5, 30]}]
    metrics:
      conversion: {type: proportion, value: {column: 线索状态, equals: [已成交]}, within: 14d}
      answered: {type: proportion, value: {from: created_at, to: first_reply_at, in: minutes}, at_most: 5, missing: failure}
    primary: conversion

    """
}
