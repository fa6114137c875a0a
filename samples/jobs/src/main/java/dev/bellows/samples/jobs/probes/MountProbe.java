package dev.bellows.samples.jobs.probes;

import dev.bellows.samples.jobs.FlightDelays;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Prints what driver and executors find at the paths that it is told, a line each.
 *
 * <p>Arguments: paths. A file's line ends with its content or, if it has more than one line or many characters, with its size; a folder's
 * says whether it can be written.
 */
public final class MountProbe {
    private static final int SHORT = 40;

    private MountProbe() {}

    /** Runs the application. */
    public static void main(String[] args) throws IOException {
        List<String> paths = List.of(args);
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("mounts"))) {
            for (String line : found(paths)) {
                System.out.println(FlightDelays.MARK + "driver " + line);
            }
            EveryExecutor.print(spark, task -> found(paths));
        }
    }

    private static List<String> found(List<String> paths) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String path : paths) {
            lines.add(path + " " + (Files.isDirectory(Path.of(path)) ? folder(Path.of(path)) : file(Path.of(path))));
        }
        return lines;
    }

    private static String file(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "missing";
        }
        String content = Files.readString(file).strip();
        return content.length() > SHORT || content.contains("\n") ? "holds more" : "holds " + content;
    }

    private static String folder(Path folder) throws IOException {
        try {
            Path file = Files.writeString(Files.createTempFile(folder, "probe", ""), "written");
            String read = Files.readString(file);
            Files.delete(file);
            return read;
        } catch (FileSystemException e) {
            return "read-only";
        }
    }
}
