package dev.bellows.samples.jobs;

import java.util.Comparator;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Prints how many flights left from each airport, the most first. It uses nothing of Spark that differs between lines: one jar runs on
 * all of them, from 3.5 on.
 *
 * <p>Argument: the file of flights (CSV, gzip).
 */
public final class FlightsByOrigin {
    private static final int ORIGIN = 6;
    private static final String HEADER = "origin";

    private FlightsByOrigin() {}

    /** Runs the application. */
    public static void main(String[] args) {
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("flights-by-origin"))) {
            Map<String, Integer> counts = spark.textFile(args[0])
                    .map(line -> line.split(",", -1)[ORIGIN])
                    .filter(origin -> !origin.equals(HEADER))
                    .mapToPair(origin -> new Tuple2<>(origin, 1))
                    .reduceByKey(Integer::sum)
                    .collectAsMap();
            counts.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .forEach(count -> System.out.println(FlightDelays.MARK + count.getKey() + " " + count.getValue()));
        }
    }
}
