"""What is known about cyber and technology E&O cover, and what is learned from labelled clauses."""
