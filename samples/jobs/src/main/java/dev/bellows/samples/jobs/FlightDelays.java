package dev.bellows.samples.jobs;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Prints how late each carrier arrived on average, the latest first.
 *
 * <p>Arguments: the file of flights (CSV, gzip), the file of airlines (CSV). Each line of the resulting table starts with
 * {@value #MARK}, so that a reader of the driver's log can tell it from Spark's own lines. Flights without an arrival delay
 * ({@code NA}) count as flights and are left out of the mean.
 */
public final class FlightDelays {
    /** The start of every line that belongs to the result. */
    public static final String MARK = "RESULT ";

    private static final String FLIGHTS_SCHEMA = "year INT, month INT, day INT, dep_delay INT, arr_delay INT, "
            + "carrier STRING, origin STRING, dest STRING, air_time INT, distance INT";
    private static final String AIRLINES_SCHEMA = "carrier STRING, name STRING";

    private FlightDelays() {}

    /** Runs the application. */
    public static void main(String[] args) {
        if (args.length != 2) {
            throw new IllegalArgumentException("arguments: " + List.of(args) + " (expected: <flights> <airlines>)");
        }
        SparkSession spark = SparkSession.builder()
                .appName("flight-delays")
                // The one executor that reads the file would attract every task that follows; the others would stand
                // idle.
                .config("spark.shuffle.reduceLocality.enabled", false)
                .getOrCreate();
        print(delays(read(spark, args[0], FLIGHTS_SCHEMA), read(spark, args[1], AIRLINES_SCHEMA))
                .collectAsList());
        spark.stop();
    }

    private static Dataset<Row> read(SparkSession spark, String file, String schema) {
        return spark.read()
                .schema(schema)
                .option("header", true)
                .option("nullValue", "NA")
                .csv(file);
    }

    private static Dataset<Row> delays(Dataset<Row> flights, Dataset<Row> airlines) {
        int tasks = 2 * flights.sparkSession().sparkContext().defaultParallelism();
        return flights.select("carrier", "arr_delay")
                // A gzip file cannot be split: without this, one task would do all the work.
                .repartition(tasks)
                .groupBy("carrier")
                .agg(count(lit(1)).as("flights"), avg("arr_delay").as("mean_delay"))
                .join(broadcast(airlines), "carrier")
                .select("carrier", "name", "flights", "mean_delay")
                .orderBy(col("mean_delay").desc());
    }

    private static void print(List<Row> carriers) {
        print(String.format("%-8s%-28s%8s%12s", "carrier", "airline", "flights", "mean delay"));
        for (Row carrier : carriers) {
            print(String.format(
                    Locale.ROOT,
                    "%-8s%-28s%8d%12.2f",
                    carrier.getString(0),
                    carrier.getString(1),
                    carrier.getLong(2),
                    carrier.getDouble(3)));
        }
    }

    private static void print(String line) {
        System.out.println(MARK + line);
    }
}
