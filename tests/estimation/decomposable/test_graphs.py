from itertools import combinations, permutations

import pytest

from saksi.estimation.decomposable.graphs import chordal_graphs, cliques


@pytest.mark.parametrize(("lists", "number"), [(3, 8), (4, 61), (5, 822), (6, 18_154)])
def test_the_number_of_chordal_graphs_is_the_known_one(lists: int, number: int) -> None:
    assert len(chordal_graphs(lists).edges) == number  # OEIS A058862


def test_a_graph_is_found_exactly_if_some_order_takes_its_lists_off() -> None:
    pairs = list(combinations(range(4), 2))
    found = set(chordal_graphs(4).edges.tolist())
    for edges in range(2**6):
        joined = {frozenset(pair) for bit, pair in enumerate(pairs) if edges >> bit & 1}
        by_order = any(
            all(
                frozenset((a, b)) in joined
                for at, v in enumerate(order)
                for a, b in combinations([u for u in order[at + 1 :] if frozenset((u, v)) in joined], 2)
            )
            for order in permutations(range(4))
        )
        assert (edges in found) == by_order


def test_a_chain_is_its_pairs_over_the_lists_between() -> None:
    graphs = chordal_graphs(4)
    pairs = list(combinations(range(4), 2))
    chain = sum(1 << pairs.index(pair) for pair in ((0, 1), (1, 2), (2, 3)))
    [row] = graphs.signs[graphs.edges == chain]
    assert {code: sign for code, sign in enumerate(row) if sign} == {3: 1, 6: 1, 12: 1, 2: -1, 4: -1}
    assert cliques(row, ("a", "b", "c", "d")) == "a*b, b*c, c*d"


@pytest.mark.parametrize("lists", [2, 7])
def test_other_numbers_of_lists_are_not_enumerated(lists: int) -> None:
    with pytest.raises(ValueError, match=str(lists)):
        chordal_graphs(lists)
