"""The two heroes of practice: the hand that shows a sign, and the learner's own."""
