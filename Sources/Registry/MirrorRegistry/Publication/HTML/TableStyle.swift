/// The style of the table of all mirrors and of its filter.
///
/// The filter shows only where it can work: with a script, or where the style sheet can look into it. The tally counts the rows
/// that are not hidden, for those without scripts.
let tableStyle: StaticString = """
    .filter,.filter .words{display:none}
    @supports selector(:has(a)){.filter{display:flex}}
    .js .filter{display:flex}
    .js .filter .words{display:block}
    .filter{flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:1.25rem 0 .25rem;padding:.75rem .9rem;background:var(--wash);\
    border:1px solid var(--line);border-radius:6px}
    .filter p{margin:0}
    .filter label{display:block;font-size:.8125rem;color:var(--soft)}
    .filter select,.filter input[type=search],.filter button{height:2.1rem}
    .filter select{max-width:15rem}
    .filter .check{display:flex;gap:.35rem;align-items:center;padding:.35rem 0}
    .filter .check label{font-size:.875rem;color:inherit}
    .filter .check input{margin:0;width:1rem;height:1rem;accent-color:var(--link)}
    .filter .count{margin-left:auto;padding:.35rem 0;font-size:.875rem;color:var(--soft)}
    .filter .count:empty{display:none}
    [hidden]{display:none!important}
    details.all,details.countries{margin:.75rem 0}
    .countries li{margin:0;padding:.1rem 0;break-inside:avoid}
    .countries ul{display:block;columns:11rem;max-width:none;font-size:.875rem}
    .mirrors thead th{position:sticky;top:0;background:var(--paper);box-shadow:inset 0 -1px var(--line);z-index:1}
    .mirrors .country{padding:1.3rem 0 .35rem;border-top:0;font-size:1rem;font-weight:650;scroll-margin-top:2rem}
    .mirrors tbody{scroll-margin-top:1.5rem;counter-increment:none}
    .mirrors tbody:target .country{text-decoration:underline;text-underline-offset:.3em}
    .mirrors{table-layout:fixed}
    thead th{overflow-wrap:normal}
    .mirrors thead th:nth-child(2){width:9rem}
    .mirrors thead th:nth-child(3){width:8.5rem}
    .mirrors thead th:nth-child(4){width:26%}
    .mirrors thead th:nth-child(5){width:11.5rem}
    .mirrors thead th:nth-child(6){width:4rem}
    .m>th small,.m>td small{display:block}
    .m>th a,.m>td a{white-space:normal}
    .m>th>a{font-weight:550}
    .m .n,.mirrors thead th:last-child{text-align:right;padding-right:0}
    .m .bars{margin:.2rem 0 .1rem}
    .m{counter-increment:shown}
    .m:hover{background:var(--wash)}
    .mirrors{counter-reset:shown}
    .tally{font-size:.875rem;color:var(--soft)}
    .tally::before{content:counter(shown)}
    .js .tally{display:none}
    .empty{font-size:1.1rem}
    @media (max-width:56rem){
    .mirrors thead{position:absolute;left:-999rem}
    .mirrors,.mirrors tbody,.mirrors caption{display:block}
    .mirrors tr{display:block}
    .mirrors .country{display:block}
    .mirrors .m{display:grid;grid-template:"h h" "s b" "p p" "a n"/1fr auto;gap:.1rem 1rem;padding:.6rem 0;\
    border-top:1px solid var(--line)}
    .m>th,.m>td{display:block;width:auto;padding:0;border:0}
    .m>th{grid-area:h}
    .m>:nth-child(2){grid-area:p}
    .m>:nth-child(2) small{display:inline;margin-left:.5rem}
    .m>:nth-child(3){grid-area:a}
    .m>:nth-child(4){grid-area:s}
    .m>:nth-child(5){grid-area:b;text-align:right}
    .m>:nth-child(5) .bars{margin-left:auto}
    .m>:nth-child(6){grid-area:n}
    .m .a::before{content:"Architectures: "}
    .m .n::before{content:"Score "}
    .m .a,.m .n{font-size:.8125rem;color:var(--soft)}
    }
    @media (max-width:56rem){.filter p{flex:1 1 8rem}.filter select,.filter input[type=search]{width:100%;max-width:none}\
    .filter .check{flex:0 0 auto}.filter .count{flex:1 1 100%;padding:0}}
    @media (min-width:40.01rem) and (max-width:56rem){.mirrors .m{grid-template-areas:"h h" "s b" "p b" "a n"}\
    .filter p{flex-basis:6.5rem}}
    @media print{.mirrors thead th{position:static}}

    """
