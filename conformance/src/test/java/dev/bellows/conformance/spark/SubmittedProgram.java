package dev.bellows.conformance.spark;

import dev.bellows.job.Application;
import dev.bellows.job.Archive;
import dev.bellows.job.ClassApplication;
import dev.bellows.job.ConnectServer;
import dev.bellows.job.Dependencies;
import dev.bellows.job.FileReference;
import dev.bellows.job.Gpu;
import dev.bellows.job.JarApplication;
import dev.bellows.job.LocalFile;
import dev.bellows.job.PythonApplication;
import dev.bellows.job.RApplication;
import dev.bellows.job.SparkJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The options of {@code spark-submit} that name a program, its files and its packages. */
final class SubmittedProgram implements Application.Reader<List<String>> {
    private static final String IN_IMAGE = "local:///opt/bellows/";
    private static final String UPLOADED = "file:/home/me/";

    private final List<String> options = new ArrayList<>();
    private final Map<String, String> conf;
    private final boolean uploads;

    private SubmittedProgram(Map<String, String> conf, boolean uploads) {
        this.conf = conf;
        this.uploads = uploads;
    }

    /** Adds the options, takes the conf that they replace out, and returns the program and its arguments. */
    static List<String> addTo(List<String> options, Map<String, String> conf, SparkJob job) {
        SubmittedProgram program =
                new SubmittedProgram(conf, job.dependencies().uploadTo().isPresent());
        job.dependencies().uploadTo().ifPresent(folder -> conf.put("spark.kubernetes.file.upload.path", folder));
        job.proxyUser().ifPresent(user -> options.addAll(List.of("--proxy-user", user)));
        program.addFiles(job);
        List<String> end = job.application().orElseThrow().read(program);
        options.addAll(program.options);
        return end;
    }

    @Override
    public List<String> jar(JarApplication program) {
        options.addAll(List.of("--class", program.mainClass()));
        return end(placed(program.jar()), program.args());
    }

    @Override
    public List<String> python(PythonApplication program) {
        return end(placed(program.file()), program.args());
    }

    @Override
    public List<String> r(RApplication program) {
        return end(placed(program.file()), program.args());
    }

    @Override
    public List<String> ofClass(ClassApplication program) {
        options.addAll(List.of("--class", program.mainClass()));
        return end("spark-internal", program.args());
    }

    @Override
    public List<String> connect(ConnectServer program) {
        // By its real name spark-submit refuses it in cluster mode; a driver in a pod does not mind.
        options.addAll(List.of("--class", "SparkConnectServer"));
        return end("spark-internal", program.args());
    }

    private void addFiles(SparkJob job) {
        Dependencies needed = job.dependencies();
        Stream<FileReference> jars = Stream.concat(needed.jars().stream(), job.gpu().flatMap(Gpu::rapids).stream());
        option("--jars", "spark.jars", jars.map(this::placed));
        option("--files", "spark.files", needed.files().stream().map(this::placed));
        option("--py-files", "spark.submit.pyFiles", needed.pyFiles().stream().map(this::placed));
        Stream<String> environment =
                needed.pythonEnvironment().stream().map(archive -> placed(archive) + "#environment");
        option(
                "--archives",
                "spark.archives",
                Stream.concat(needed.archives().stream().map(this::placed), environment));
        if (needed.pythonEnvironment().isPresent()) {
            conf.putIfAbsent("spark.pyspark.python", "./environment/bin/python");
        }
        option("--packages", "spark.jars.packages", needed.packages().stream());
        option("--exclude-packages", "spark.jars.excludes", needed.excludes().stream());
        option("--repositories", "spark.jars.repositories", needed.repositories().stream());
    }

    // An option beats the conf of the same meaning, so what stands there goes in front.
    private void option(String option, String key, Stream<String> values) {
        List<String> all = Stream.concat(Stream.ofNullable(conf.get(key)), values)
                .filter(value -> !value.isBlank())
                .toList();
        if (!all.isEmpty()) {
            options.addAll(List.of(option, String.join(",", all)));
            conf.remove(key);
        }
    }

    private static List<String> end(String resource, List<String> args) {
        List<String> end = new ArrayList<>(List.of(resource));
        end.addAll(args);
        return end;
    }

    private String placed(Archive archive) {
        return placed(archive.file()) + (archive.folder().isEmpty() ? "" : "#" + archive.folder());
    }

    // Who has no storage to upload to puts a file into the image.
    private String placed(FileReference file) {
        return file instanceof LocalFile local ? (uploads ? UPLOADED : IN_IMAGE) + local.fileName() : file.toString();
    }
}
