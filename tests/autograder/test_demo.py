from autograder import demo


def test_the_class_holds_every_kind_of_trouble():
    classroom = demo.examples()
    edits = {edit.split()[0] for example in classroom for edit in example.edits}

    assert len(classroom) >= 12
    assert {"delete", "copy", "cut", "rename", "remove"} <= edits
    assert any(example.blank for example in classroom)
    assert any(example.marks is None for example in classroom)


def test_no_student_hands_in_a_lab_twice():
    keys = [(example.student, example.lab) for example in demo.examples()]

    assert len(set(keys)) == len(keys)


def test_a_verdict_fits_only_if_every_cell_does():
    example = demo.Example("ada", "01", "right", marks=4.0)

    assert demo.Verdict(example, 4.0, ()).fits
    assert not demo.Verdict(example, 3.0, ()).fits
    assert not demo.Verdict(example, 4.0, ("double_values",)).fits
