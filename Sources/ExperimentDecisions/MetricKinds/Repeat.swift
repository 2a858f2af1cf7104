/// A share of those who did something once: conditional on that, and over units whose window is complete.
struct Repeat: ShareRoom {}
