"""The words of the figures, English and Korean."""

from typing import Literal

Language = Literal["en", "ko"]
LANGUAGES: tuple[Language, ...] = ("en", "ko")

WORDS: dict[str, tuple[str, str]] = {
    "synthetic": (
        "Synthetic: invented people in an invented country",
        "가상 자료: 지어낸 나라의 지어낸 사람들",
    ),
    "elite": ("elite", "고위층"),
    "official": ("officials", "일반 간부"),
    "ordinary": ("ordinary people", "일반 주민"),
    "truth": ("truth", "실제"),
    "reported": ("named in a report", "보도에 이름이 나온 사람"),
    "estimated": ("estimated (Chao)", "추정 (차오)"),
    "months": (
        "Victims of severe acts by month: the truth, the reported, the estimated",
        "월별 중대 피해자: 실제, 보도, 추정",
    ),
    "people": ("people", "명"),
    "month": ("month", "월"),
    "story": (
        "One event: independent observations, reports and their copies",
        "사건 하나: 독립 관찰, 보도, 재보도",
    ),
    "day": ("day of publication, from the day of the event", "보도일 (사건 발생일부터, 일)"),
    "origins": ("independent observations", "독립 관찰"),
    "origin": ("observation", "관찰"),
    "reports": ("reports with their copies", "재보도를 포함한 보도"),
    "original": ("first report", "첫 보도"),
    "verbatim": ("copied word for word", "그대로 옮김"),
    "light": ("lightly reworded", "조금 고침"),
    "reworded": ("told anew", "다시 씀"),
    "translated": ("translated", "번역"),
    "own_translation": ("own translation", "자체 번역"),
    "duplicate": ("received twice", "중복 입수"),
    "denial": ("denial by officials", "당국의 부인"),
    "retraction": ("withdrawn by the outlet", "보도 철회"),
    "networks": (
        "The same truth under eight reporting networks: estimate over truth",
        "같은 실제, 여덟 가지 보도망: 추정값 ÷ 실제값",
    ),
    "ratio": (
        "estimate / truth; the bar is ± 2 Monte Carlo standard errors",
        "추정값 ÷ 실제값, 막대는 몬테카를로 표준오차의 ±2배",
    ),
    "union": ("counted", "단순 집계"),
    "chao": ("Chao", "차오"),
    "independence": ("independence", "독립 모형"),
    "stepwise BIC": ("stepwise BIC", "단계별 BIC"),
    "two classes": ("two classes", "두 집단"),
    "A": ("A  independent, equal access", "가  독립, 같은 접근"),
    "B": ("B  shared visibility", "나  함께 눈에 띔"),
    "C": ("C  a list copies half of another", "다  다른 목록의 절반을 옮김"),
    "D": ("D  30 % without a living witness", "라  30%는 산 증인 없음"),
    "E": ("E  centred on the elite, and B", "마  고위층 중심, 나와 함께"),
    "F": ("F  10 % of links missed", "바  연결 10% 놓침"),
    "G": ("G  5 % of links false", "사  연결 5% 틀림"),
    "H": ("H  B, C, D and F together", "아  나·다·라·바 모두"),
}


def word(key: str, language: Language) -> str:
    """Return a word of the figures; what is no word of theirs (a name) stays as it is."""
    pair = WORDS.get(key)
    return key if pair is None else pair[LANGUAGES.index(language)]
