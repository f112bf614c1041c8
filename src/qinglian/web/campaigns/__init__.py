"""专项整治: limited drives on one kind of problem, four streams, and the fields that none of them reaches."""
