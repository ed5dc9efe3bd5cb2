"""Words that stand before the number of a section, an article, a clause, in several languages.

Plain tables: what a community may call a part of its charter. Words of one row name the same sort
of part, so that "see Section 3" leads to "§ 3".
"""

from __future__ import annotations

import re
from itertools import product

_ROWS: dict[str, str] = {
    "section": (
        "section sections sec secs sect paragraf paragrafen paragraph paragraphs paragraphe "
        "paragraphen abschnitt abschnitte abschnitts abschn sección secciones sezione sezioni "
        "seção seções secção secções afdeling afdelingen paragraaf paragrafo párrafo "
        "parágrafo раздел розділ oddział"
    ),
    "article": (
        "article articles art arts artt artikel artikels artikeln artículo artículos articolo "
        "articoli artigo artigos artikelen artykuł artykuły článek čl. artikkel artikla статья "
        "стаття άρθρο"
    ),
    "chapter": (
        "chapter chapters ch. chap kapitel kapitels kap chapitre chapitres capítulo capítulos "
        "cap. capitolo capitoli capo hoofdstuk hoofdstukken rozdział kapitola kapittel luku глава "
        "κεφάλαιο"
    ),
    "part": (
        "part parts teil teile teils partie parties parte partes parti deel delen część část "
        "division volume book buch livre libro livro boek"
    ),
    "title": "title titles titel título títulos titre titres titolo titoli",
    "rule": "rule rules regel regeln règle règles regla reglas regola regole regra regras regels",
    "clause": (
        "clause clauses subsection subsections subclause subclauses para. paras "
        "subparagraph absatz absätze absatzes abs klausel klauseln ziffer ziffern ziff "
        "buchst buchstabe buchstaben lit. nummer nummern nr alinéa "
        "alinéas cláusula cláusulas apartado apartados inciso comma commi clausola clausole alínea "
        "alíneas lid leden clausule onderdeel ustęp ust. odstavec odst no. nos. n° nº №"
    ),
    "sentence": "satz sätze satzes sentence sentences phrase phrases",
    "annex": (
        "annex annexes appendix app. schedule exhibit anhang anlage anlagen annexe annexes anexo "
        "anexos apéndice apêndice allegato allegati appendice bijlage bijlagen załącznik příloha "
        "bilaga vedlegg bilag liite"
    ),
    "point": (
        "point points item items punkt punkte punkten punto puntos punti ponto pontos punt punten "
        "bod step steps schritt étape paso passo stap"
    ),
    "principle": (
        "principle principles grundsatz grundsätze prinzip prinzipien principe principes "
        "principio principios principi princípio princípios zasada zásada guideline value"
    ),
}

#: The words as they stand in small letters; one with a full stop is such a word only with it.
WORDS: tuple[str, ...] = tuple(word for row in _ROWS.values() for word in row.split())

#: What three letters a label can begin with, large and small: of its word, or a Roman number.
BEGINNINGS = frozenset(
    "".join(written)
    for three in [*(word[:3] for word in WORDS), *product("ivxl", repeat=3)]
    for written in product(*((sign, sign.upper()) for sign in three))
)
#: The words up to their first sign that is no letter, and those that are a sign.
NAMES: frozenset[str] = frozenset([run[0] for word in WORDS if (run := re.match(r"[^\W_]+", word))])
WORD_SIGNS = frozenset("§№")

#: The sort of part that each word names, without its full stop.
SORTS: dict[str, str] = {
    **{word.rstrip("."): sort for sort, row in _ROWS.items() for word in row.split()},
    "§": "section",
    "§§": "section",
}

#: Words for what is counted within a section or article, and within its clauses.
INNER_WORDS: tuple[str, ...] = tuple(f"{_ROWS['clause']} {_ROWS['sentence']}".split())

_DOTTED_ONLY = frozenset(
    [word.rstrip(".") for word in WORDS if word.endswith(".") and word.rstrip(".") not in WORDS]
)


def sort_of(word: str) -> str | None:
    """The sort of part that a word names, as it is written; None if it names none.

    Some words do so only with a full stop: "No. 4", not "no 4".
    """
    name = word.lower()
    if name in _DOTTED_ONLY:
        return None
    return SORTS.get(name.rstrip("."))


_CONNECTING = (
    "and or to through und oder bis sowie et ou à y o e a al en of tot t/m até og och i až do"
)
#: Words between two numbers of a list or a range: "Sections 2 and 3", "§§ 2 bis 4".
CONNECTING: tuple[str, ...] = tuple(_CONNECTING.split())

_MEASURES = (
    "% ‰ percent prozent procent pourcent million millions millionen milliarden billion billions "
    "mio mrd euro euros eur usd dollar dollars chf franken km m cm mm kg g l ha hours stunden days "
    "tage weeks wochen months monate years jahre times mal uhr"
)
#: What is measured: a number with a point before one of these is no label.
MEASURES: frozenset[str] = frozenset(_MEASURES.split())

_MONTHS = (
    "january february march april may june july august september october november december "
    "januar jänner februar märz mai juni juli oktober dezember janvier février mars avril juin "
    "juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio "
    "agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio "
    "settembre ottobre dicembre janeiro fevereiro março maio junho julho setembro outubro novembro "
    "dezembro januari februari maart mei augustus"
)
#: A number before one of these is a day.
MONTHS: frozenset[str] = frozenset(_MONTHS.split())

_SPELLED = (
    "one eins first premier première primero primera primo prima primeiro único única unico unica",
    "two zwei deux dos due dois twee second segundo secondo",
    "three drei trois tres tre três drie third",
    "four vier quatre cuatro quattro quatro fourth",
    "five fünf cinq cinco cinque vijf fifth",
    "six sechs seis sei zes sixth",
    "seven sieben sept siete sette sete zeven seventh",
    "eight acht huit ocho otto oito eighth",
    "nine neun neuf nueve nove negen ninth",
    "ten zehn dix diez dieci dez tien tenth",
    "eleven elf onze once undici",
    "twelve zwölf douze doce dodici doze twaalf",
)
#: Numbers that are written as words, behind a word for a part only: "Article premier".
SPELLED: dict[str, int] = {
    word: value for value, row in enumerate(_SPELLED, start=1) for word in row.split()
}
