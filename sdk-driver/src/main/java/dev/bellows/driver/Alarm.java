package dev.bellows.driver;

/** Tells when a caller has had time enough. */
interface Alarm {
    /** Runs a task once the time of one caller is over, unless what is returned is run before. */
    Runnable set(Runnable task);

    /** No task is run any more. */
    void stop();
}
