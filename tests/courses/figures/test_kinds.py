

@pytest.mark.parametrize("text", ["layers: 3.5,2", "layers: 4,2.0"])
def test_a_number_of_things_is_whole(text: str) -> None:
    with pytest.raises(FigureProblem, match="whole"):
        read_state("playground", text)
