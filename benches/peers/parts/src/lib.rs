//! Nothing but what `benches/` measures.
