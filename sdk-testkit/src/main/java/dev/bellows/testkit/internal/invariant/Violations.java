package dev.bellows.testkit.internal.invariant;

import java.util.ArrayList;
import java.util.List;

/** What did not hold. */
public final class Violations {
    private final List<String> found = new ArrayList<>();

    /** Something did not hold. */
    public void add(String violation) {
        found.add(violation);
    }

    /** All that did not hold, in the order found. */
    public List<String> found() {
        return List.copyOf(found);
    }

    /** Whether everything held. */
    public boolean isEmpty() {
        return found.isEmpty();
    }
}
