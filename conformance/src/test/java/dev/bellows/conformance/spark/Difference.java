package dev.bellows.conformance.spark;

/**
 * One field in which Spark's object and ours differ.
 *
 * @param object the object, such as {@code driver-pod}
 * @param path the field
 * @param spark Spark's value, or {@link #ABSENT}
 * @param bellows our value, or {@link #ABSENT}
 */
record Difference(String object, String path, String spark, String bellows) {
    static final String ABSENT = "-";

    @Override
    public String toString() {
        return object + " " + path + "\n      Spark:   " + spark + "\n      Bellows: " + bellows;
    }
}
