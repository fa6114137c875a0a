package dev.bellows.testkit.internal.classdata;

/** The program of which tests make archives. */
public final class Greeting {
    private Greeting() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
