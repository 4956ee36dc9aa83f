from saksi.linking.names import likely_readings, name_similarity
from saksi.linking.names.kept import KEEPERS, let_go


def test_what_was_kept_of_names_is_let_go_and_the_next_answer_is_the_same() -> None:
    said = name_similarity("Kim Yong-chol", "김영철"), likely_readings("Ri Sol-ju")
    assert any(function.cache_info().currsize for function in KEEPERS)
    let_go()
    assert not any(function.cache_info().currsize for function in KEEPERS)
    assert (name_similarity("Kim Yong-chol", "김영철"), likely_readings("Ri Sol-ju")) == said
