"""What the sentence was: years of prison, months of labour, a sum of money."""

import re

PUNISHED = frozenset(
    {
        "detention_other",
        "detention_political_camp",
        "execution",
        "fine",
        "punishment_unspecified",
        "forced_labour",
    }
)  # acts that a sentence can measure
KIND = (
    r"(?:유기|무기|강제)?\s?(?:징역|금고|실형|교화|노동\s?교화|노동\s?단련|노동\s?교양|교양|구류|노역|단련|노동\s?개조)"
    r"(?:\s?노동)?(?:형|대|소)?"
)
SPAN = (
    r"(?:\d+|한|두|세|네|다섯|여섯|열|열두|열다섯|스무|반)\s?(?:년|개월|달|일|주)(?:\s?\d+\s?개월)?(?:씩|간)?(?:의)?"
    r"(?:\s?이상)?(?:\s\d+년\s?이하의?)?"
)
PENALTY = re.compile(
    rf"{KIND}\s?{SPAN}(?:형)?|{SPAN}\s?{KIND}(?:형)?|{SPAN}\s?형|무기\s?(?:징역|노동교화형|교화형)|종신형|총살형|교수형|사형"
    r"|(?:벌금|과태료)\s?[\d,천만백십]+\s?(?:원|위안|달러|유로|루블|리알|짯)"
    r"|[\d,]*[천만백십억]*\s?(?:북한\s?)?(?:원|위안|달러|유로|루블|리알|짯)(?:의)?\s?(?:벌금|과태료)"
)
BARE = re.compile(rf"{SPAN}(?=[을를이가]?\s?(?:받|선고|살|떨어|먹))")


def penalty_in(words: str) -> str | None:
    """Return the first sentence or sum that a clause names, as written; null if it names none.

    Examples
    --------
    노동단련형 1년, 교화 10년, 7년의 노동교화형, 무기징역, 6개월(을 받았다), 벌금 50만 원.
    """
    match = PENALTY.search(words) or BARE.search(words)
    return match.group().strip().removesuffix("의") if match else None
