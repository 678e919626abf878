"""What an editor would remark on a corpus: one family of rules a file, each rule a pure function."""
