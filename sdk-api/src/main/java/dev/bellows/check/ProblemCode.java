package dev.bellows.check;

/**
 * A kind of problem under a stable name. Each concern has an enum of its kinds beside its checks; {@code docs/problems.md} is made from
 * all of them.
 */
public interface ProblemCode {
    /** The code as problems show it, such as {@code MEMORY_UNIT}; it never changes its meaning. */
    String name();

    /** The kind in words. */
    ProblemText text();
}
