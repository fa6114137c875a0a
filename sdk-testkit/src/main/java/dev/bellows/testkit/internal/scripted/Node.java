package dev.bellows.testkit.internal.scripted;

/** One machine: alive until it is lost, and never again. */
final class Node {
    private final String name;
    private boolean lost;

    Node(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean isLost() {
        return lost;
    }

    void lose() {
        lost = true;
    }
}
