package dev.bellows.k8s.internal.submit;

/**
 * What is known of the driver of the newest attempt after a POST of it had no usable answer: it may have been made, and be gone by now.
 * Thread-safe.
 */
final class Unanswered {
    private int attempt;
    private boolean nameTaken;

    /** A POST of the attempt's driver had no usable answer. */
    synchronized void sent(int number) {
        nameTaken = nameTaken && number == attempt;
        attempt = number;
    }

    /** Whether the driver's name is taken by a pod that was not read yet. */
    synchronized void nameTaken(int number, boolean isTaken) {
        nameTaken = isTaken && number == attempt;
    }

    /** Whether the attempt's driver may have been made. */
    synchronized boolean mayBeMade(int number) {
        return number == attempt;
    }

    /** Whether its name was taken when it was sent again, so that it has been made. */
    synchronized boolean isMade(int number) {
        return nameTaken && number == attempt;
    }
}
