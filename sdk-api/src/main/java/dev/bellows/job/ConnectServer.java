package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * Spark's own Connect server: it runs until it is ended and executes what its clients send. Spark 3.5 does not hold it: there the job
 * names the package {@code org.apache.spark:spark-connect_2.12}.
 *
 * @param args what the server is given; it reads none
 */
public record ConnectServer(
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> args) implements Application {
    /** The server's main class. */
    public static final String MAIN_CLASS = "org.apache.spark.sql.connect.service.SparkConnectServer";

    /** Copies the arguments. */
    public ConnectServer {
        args = List.copyOf(args);
    }

    @Override
    public <T> T read(Reader<T> reader) {
        return reader.connect(this);
    }
}
