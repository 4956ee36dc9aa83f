# ruff: noqa: E501  a pattern is read as one line
"""What page furniture says, in English and Korean: the patterns behind `furniture.mark_furniture`.

Each says what a whole line, or a whole part of a line between bars and dots, may be. They are anchored at
both ends, so that a sentence which merely mentions sharing, comments or photographs is not meant.
"""

import re


def _any(*forms: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(forms) + r")", re.IGNORECASE)


SITES = r"(?:facebook|twitter|x|whatsapp|telegram|linkedin|reddit|e-?mail|pinterest|messenger|line|kakao ?talk|instagram|youtube)"
SITES_KO = r"(?:카카오톡|카카오스토리|페이스북|트위터|엑스|밴드|라인|텔레그램|네이버|블로그|이메일|메일|유튜브|인스타그램)"

CREDITS = (
    r"(?:(?:with )?(?:additional |further )?(?:reporting|reported|translated|translation|edited|editing|interview|interviewed|written)"
    r"(?: and (?:reported|translated|translation|edited|editing|written))?(?: in(?:to)? \w+)?(?: by|:)(?: translated by)?)"
)
WRITER = r"(?:[A-Z][\w’'.-]*|and|for|of|our|staff|the|in|with|&)"
WRITERS = rf"(?-i:{WRITER}(?:[ ,]{{1,2}}{WRITER}){{0,12}}?)"  # names: a sentence has other small letters

# One part of a line, whole. Short by nature.
PHRASES = _any(
    # share and follow
    rf"share(?: this)?(?: (?:article|story|page|post))?(?: (?:on|via|by|to|with) {SITES})?:?",
    rf"(?:tweet|pin it|{SITES}(?:[,\s]+(?:and )?{SITES})*|copy link|send by e-?mail|e-?mail this(?: article| story)?)",
    rf"(?:please )?(?:follow|like|find|join) us(?: on {SITES}(?:[,\s]+(?:and )?{SITES})*)?",
    r"print(?: this)?(?: (?:article|page|story))?",
    r"save(?: for later| article)?",
    # subscribe, donate, log in
    r"(?:subscribe|sign up|register)(?: (?:now|here|today))?(?: (?:to|for) [\w' -]{2,50})?",
    r"(?:donate|support us|support our work|become a (?:member|supporter))(?: (?:now|here|today))?",
    r"(?:log ?in|sign in|log ?out|my account|register)",
    r"(?:enter|please enter) your (?:name|comment|e-?mail(?: address)?)(?: here)?!?",
    # comments
    r"(?:\d+ |no |add (?:a|your) |leave a |post a |write a |show |view |all )?(?:comments?|reply|replies)(?: \(\d+\)| are closed)?",
    # read on
    r"(?:read|see|learn|show) (?:more|also|next|related)(?: ?[:»›→]| articles| stories| news)?(?: ?: .{1,120})?",
    r"(?:continue reading|related(?: (?:articles?|stories|news|posts|links|topics))?|recommended(?: for you)?|most (?:read|viewed|popular))(?: ?: .{1,120})?",
    r"you (?:may|might) also (?:like|be interested in)(?: ?: .{1,120})?",
    r"(?:read|listen|available|watch)(?: this)?(?: (?:article|story))? in (?:korean|english|chinese|japanese|russian|spanish|french|german|arabic|persian|burmese|ukrainian)",
    r"(?:view|go to|visit) (?:the )?(?:full|desktop|mobile) (?:site|version)",
    r"(?:previous|next|older|newer)(?: (?:article|post|story|page))?(?: ?: .{1,120})?",
    r"(?:back|skip|jump) to (?:top|(?:the )?(?:main )?content|(?:main )?navigation|home)",
    r"click here(?: (?:to|for) .{2,60})?",
    # filing
    r"(?:posted|filed|published) (?:in|under): .{2,80}",
    r"(?:posted|published|updated) (?:at|on) [\d:., apm-]{3,20}",
    r"(?:tags?|tagged|topics?|categor(?:y|ies)|keywords?) ?: .{2,120}",
    # legal
    r"(?:copyright|©|\(c\))(?: ?©| notice)?(?: ?\d{4}(?: ?[-–] ?\d{4})?)?(?: .{1,60})?",
    r"all rights reserved(?: by .{1,60})?",
    r"(?:privacy|cookie|terms)(?: (?:policy|settings|notice|preferences|of (?:use|service)|and conditions))?",
    r"(?:accept|reject|manage)(?: all)?(?: cookies)?",
    r"(?:advertisement|sponsored(?: content| links?)?|adverts?|promoted)",
    # navigation
    r"(?:main )?(?:menu|navigation|search(?: this site)?|close|home(?: ?page)?|contact(?: us)?|about(?: us)?|site ?map|newsletters?|rss|faq|jobs)",
    r"opens? (?:in )?(?:a )?new (?:window|tab)",
    # the same in Korean
    rf"(?:{SITES_KO}(?:으로|로|에)? ?)?(?:공유|공유하기|보내기|퍼가기|기사 ?공유)(?: ?{SITES_KO})*",
    rf"{SITES_KO}(?:[,\s]+{SITES_KO})*",
    r"(?:댓글|의견)(?: ?(?:달기|쓰기|보기|입력|남기기|등록|더보기|\(?\d+\)?개?))?",
    r"(?:뉴스레터 )?(?:구독|구독하기|구독 신청|정기구독|후원|후원하기|좋아요|추천|추천하기|스크랩|인쇄|인쇄하기|프린트|글자 ?크기|글씨 ?(?:크게|작게)|가나다라마바사)",
    r"(?:로그인|로그아웃|회원가입|마이페이지|전체 ?메뉴|메뉴(?: ?(?:열기|닫기))?|검색(?:하기)?|닫기|홈|처음으로|맨 ?위로|목록|본문 ?바로가기|주메뉴 ?바로가기)",
    r"(?:이전|다음) ?(?:기사|글|뉴스)(?: ?: ?.{1,80})?",
    r"(?:관련|추천|인기|많이 본|최신) ?(?:기사|뉴스|글)(?: ?[:▶▷].{0,80})?",
    r"(?:더 ?보기|기사 ?더 ?보기|전체 ?보기|원문 ?보기|영문 ?보기|영어로 읽기|한국어로 읽기|pc ?버전|모바일 ?버전)",
    r"(?:무단 ?전재(?: ?및? ?[·,]? ?(?:재배포|복제))?(?: ?(?:를 )?금지)?|저작권자? ?.{0,40}|재배포 ?금지)",
    r"(?:개인정보 ?(?:처리|취급)방침|이용 ?약관|청소년 ?보호정책|쿠키 ?(?:정책|설정)|광고(?: ?문의)?|기사 ?제보|제보하기|회사 ?소개)",
    r"(?:기사 ?)?(?:입력|수정|승인|등록|업데이트) ?:? ?\d{4}[-./년 ].{4,30}",
)

# A whole line of any length that begins so is a form, a notice or a credit, even where it is written in sentences.
NOTICES = _any(
    r"add your comment by filling",
    r"comments are (?:approved|moderated|reviewed)\b",
    r"(?:please )?send (?:any |your |us )?(?:comments?|questions|feedback|tips)\b.*@",
    r"your e-?mail address will not be published",
    r"save my name, e-?mail",
    r"required fields are marked",
    r"(?:this (?:web)?site|we|our (?:partners|site)) uses? (?:\w+ )?cookies\b",
    r"by (?:continuing|using) (?:to (?:use|browse) )?(?:this|our) (?:web)?site\b",
    r"sign up (?:for|to) (?:our|the|get|receive)\b",
    r"(?:please )?(?:enable|turn on) javascript\b",
    r"(?:the )?(?:copyright\b|ⓒ|©).{0,80}(?:all rights reserved|reproduc|prohibited)",
    r"this (?:material|article) may not be (?:published|reproduced)\b",
    rf"\*? ?(?:{CREDITS} {WRITERS}[.,;]? ?)+$",
    r"--? ?[A-Z]{2,8}$",
    r"(?:ⓒ|©|<저작권자|\[저작권자|저작권자).{0,80}(?:무단|금지|reserved)",
    r".{0,60}무단 ?(?:전재|복제|배포)",
    r"(?:댓글|의견)(?:을|은) .{0,40}(?:남겨|작성|입력|로그인).{0,40}$",
    r"(?:이 )?(?:웹)?사이트는 쿠키를",
    r"[가-힣]{2,4} ?(?:기자|특파원|인턴기자|통신원) ?[=|/(]? ?[\w.+-]+@[\w-]+\.[\w.]+\)?$",
    r"(?:저희 )?뉴스레터를 구독",
)

# Captions: said by their mark at the front, or by the credit at the end.
CAPTION_FRONT = _any(
    r"[\[(<]?(?:image|photo|picture|file photo|file image|video|graphic|illustration|map|caption|credits?)(?: credits?| courtesy| by)? ?[:=/]",
    r"[\[(]?(?:사진|그림|그래픽|삽화|자료사진|자료|영상|지도)(?:설명)? ?[=:/]",
    r"file photo\b",
    r"\[(?:사진|자료사진)\]",
    r"[▲△▼↑](?=.*(?:사진|자료|제공|캡처|캡쳐|ⓒ|©))",
)
# An agency alone in brackets also ends a story, so it is no credit.
CAPTION_BACK = re.compile(
    r"(?:(?:^|[.\s/|(\[])(?:(?:image|photo|picture|video)(?: credit| courtesy)?s?(?: by|:| ?=| ?/)|(?:사진|자료|그래픽) ?(?:=|:|제공 ?[=:]?)|(?:ⓒ|©))"
    r"\s?[^.!?]{1,50}(?:\([\w .]{1,20}\))?\.?[)\]]?"
    r"|\((?:AFP|AP|Reuters|EPA|Getty|Yonhap|Xinhua|TASS)[ /]+(?:photo|images?|getty|file|pool)[\w /]{0,30}\))$",
    re.IGNORECASE,
)
