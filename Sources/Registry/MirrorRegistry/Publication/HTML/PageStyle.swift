/// The style of every page.
let pageStyle: StaticString = """
    :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#57606a;--line:#dde1e6;--wash:#f5f7f9;--link:#0b5cad;\
    --good:#1a7f4b;--warned:#8f5a00;--bad:#b3261e;--bar-good:#37966a;--bar-warned:#b8810f;--bar-bad:#c5362c;\
    --bar-off:#6f7d92;--bar-none:#828b96}
    @media (prefers-color-scheme:dark){:root{--paper:#14171a;--ink:#e3e6ea;--soft:#9ba5b0;--line:#2c3238;--wash:#1c2025;\
    --link:#82b7f3;--good:#5cc792;--warned:#e5b44c;--bad:#ff8f86;--bar-good:#3d9c6e;--bar-warned:#d39c2d;--bar-bad:#ec6259;\
    --bar-off:#7d8ba0;--bar-none:#6d7782}}
    *{box-sizing:border-box}
    html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;\
    -webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0 auto;padding:0 1.25rem;max-width:76rem;background:var(--paper);color:var(--ink);overflow-wrap:break-word}
    a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.15em}
    a:hover{text-decoration-thickness:2px}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
    bdi,.words,h1,th,td,dd,code{overflow-wrap:anywhere}
    .skip{position:absolute;left:-999rem}
    .skip:focus{left:1rem;top:.5rem;padding:.5rem 1rem;background:var(--paper);z-index:2}
    header{display:flex;flex-wrap:wrap;gap:.25rem 2rem;align-items:baseline;justify-content:space-between;\
    padding:.9rem 0 .7rem;border-bottom:1px solid var(--line)}
    header p,header ul{margin:0;padding:0}
    .site{font-weight:650}
    .site a{color:inherit;text-decoration:none}
    .site a:hover{text-decoration:underline}
    nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:0;padding:0}
    header [aria-current]{color:inherit;font-weight:600;text-decoration:none}
    h1{font-size:1.75rem;line-height:1.2;font-weight:680;letter-spacing:-.012em;margin:1.75rem 0 .5rem}
    h2{font-size:1.15rem;line-height:1.3;font-weight:650;margin:2.25rem 0 .6rem}
    p,ul,dl{margin:.5rem 0;max-width:46rem}
    li{margin:.2rem 0}
    small{font-size:.8125rem;color:var(--soft)}
    .when,.note,.file,footer{color:var(--soft);font-size:.875rem}
    .s{font-weight:600;color:var(--soft)}
    .s::before{content:"\\25CB\\00A0" / ""}
    .s.good{color:var(--good)}.s.good::before{content:"\\25CF\\00A0" / ""}
    .s.warned{color:var(--warned)}.s.warned::before{content:"\\25B2\\00A0" / ""}
    .s.bad{color:var(--bad)}.s.bad::before{content:"\\2715\\00A0" / ""}
    .lede .s{font-weight:500}
    .lede p{margin:.25rem 0;max-width:70rem}
    pre{margin:.25rem 0 .75rem;padding:.65rem .8rem;background:var(--wash);border:1px solid var(--line);border-radius:5px;\
    white-space:pre-wrap;font-size:.84rem;line-height:1.5;max-width:54rem}
    pre.copy code{user-select:all;-webkit-user-select:all}
    code,pre{font-family:ui-monospace,"Cascadia Mono","SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace}
    .file{margin:.5rem 0 0}
    .copying{position:relative;max-width:54rem}
    .copying pre{padding-right:5.2rem;min-height:2.9rem}
    .copying button{position:absolute;top:.4rem;right:.4rem}
    button,select,input{font:inherit;font-size:.875rem;color:inherit;background:var(--paper);border:1px solid var(--bar-off);\
    border-radius:5px;padding:.3rem .55rem}
    button{cursor:pointer}
    button:hover{background:var(--wash)}
    summary{cursor:pointer;font-weight:600;padding:.2rem 0}
    details.suite{border-top:1px solid var(--line);padding:.3rem 0;max-width:54rem}
    .suite[open]{padding-bottom:.6rem}
    .facts{max-width:54rem;border-bottom:1px solid var(--line);display:grid;grid-template-columns:minmax(9rem,13rem) 1fr}
    .facts>*{padding:.42rem 1.25rem .42rem 0;border-top:1px solid var(--line)}
    dt{color:var(--soft)}
    dd{margin:0}
    .facts ul{list-style:none;margin:0;padding:0}
    .facts li{margin:0}
    table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
    caption{text-align:left;color:var(--soft);font-size:.875rem;padding:.4rem 0}
    th,td{text-align:left;vertical-align:top;padding:.42rem .9rem .42rem 0;border-top:1px solid var(--line);font-weight:400}
    thead th{font-size:.8125rem;font-weight:600;color:var(--soft);border-top:0}
    .days,.plain{max-width:54rem}
    .days th,.plain td:first-child{min-width:8rem}
    .bars{display:block;width:119px;height:17px;overflow:hidden;border-bottom:1px solid var(--line)}
    .long{max-width:54rem}
    .long .bars{width:100%;height:auto;max-height:3rem}
    .bars path{fill:none;stroke-dasharray:3 1}
    .bars .g{stroke:var(--bar-good);stroke-width:16}
    .bars .w{stroke:var(--bar-warned);stroke-width:10}
    .bars .b,.bars .x{stroke:var(--bar-bad);stroke-width:5}
    .bars .m{stroke:var(--bar-off);stroke-width:3}
    .bars .u{stroke:var(--bar-none);stroke-width:1}
    .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;padding:0;font-size:.8125rem;color:var(--soft)}
    .legend .bars{display:inline-block;width:7px;height:17px;vertical-align:-3px}
    footer{margin:3rem 0 0;padding:.9rem 0 1.5rem;border-top:1px solid var(--line)}
    footer p{margin:.25rem 0}
    footer nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem}
    footer nav ul{gap:.1rem 1rem;max-width:none}
    footer li{margin:.25rem 0}
    @media (max-width:40rem){
    body{padding:0 .9rem}
    h1{font-size:1.45rem}
    .facts{display:block}
    .facts dt{padding:.42rem 0 0}
    .facts dd{padding:0 0 .42rem;border:0}
    .plain thead,.days thead{position:absolute;left:-999rem}
    .plain tr,.days tr{display:block;padding:.4rem 0;border-top:1px solid var(--line)}
    .plain td,.days td,.days th{display:block;border:0;padding:0}
    .plain td:nth-child(n+2){display:inline}
    .plain td:nth-child(n+3)::before{content:" · "}
    }
    @media print{
    :root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#333;--line:#bbb;--wash:#fff;--link:#000;--good:#000;--warned:#000;\
    --bad:#000}
    html{font-size:10pt}
    body{max-width:none;padding:0}
    header nav,footer nav,.skip,button,form{display:none!important}
    .bars{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    tr,pre,dd{break-inside:avoid}
    main p a[href^="http"]::after{content:" <" attr(href) ">"}
    }

    """
