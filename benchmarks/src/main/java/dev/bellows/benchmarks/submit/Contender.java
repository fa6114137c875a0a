package dev.bellows.benchmarks.submit;

/** A way to submit the job that all contenders submit. */
interface Contender extends AutoCloseable {
    /** Its name in the table. */
    String name();

    /** Submits the job under a name that was not used before, and returns when the API server has taken everything. */
    void submit(String key) throws Exception;

    @Override
    void close();
}
