package dev.bellows.run;

/**
 * What an attempt was given otherwise than the one before it.
 *
 * @param field the job's field, such as {@code executors.memoryOverhead}
 * @param from what it was
 * @param to what it is from the next attempt on
 * @param why what the change is to mend
 */
public record Change(String field, String from, String to, String why) {
    @Override
    public String toString() {
        return field + ": " + from + " -> " + to + ", because " + why;
    }
}
