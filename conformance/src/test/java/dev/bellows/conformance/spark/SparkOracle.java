package dev.bellows.conformance.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Spark's own builders of one release, in a JVM of their own. Not thread-safe. */
final class SparkOracle implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SOURCES = Path.of("src", "oracle").toAbsolutePath();
    private static final Path RESOURCES = SOURCES.resolve("resources");

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;
    private final Path log;

    private SparkOracle(Process process, Path log) {
        this.process = process;
        this.questions = process.outputWriter(UTF_8);
        this.answers = process.inputReader(UTF_8);
        this.log = log;
    }

    static SparkOracle start(SparkDistribution spark) throws IOException {
        Path folder = Files.createDirectories(
                Path.of("target", "oracle", spark.release()).toAbsolutePath());
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        String jars = spark.classPath();
        compile(jars, Files.createDirectories(folder.resolve("classes")));
        Path log = folder.resolve("oracle.log");
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dlog4j2.configurationFile=" + RESOURCES.resolve("log4j2.properties"),
                        // Without it every answer of the small server waits 40 ms for an acknowledgement.
                        "-Dsun.net.httpserver.nodelay=true",
                        "-cp",
                        folder.resolve("classes") + ":" + RESOURCES + ":" + jars,
                        "dev.bellows.conformance.oracle.Oracle")
                .redirectError(log.toFile());
        Map<String, String> environment = java.environment();
        // Spark reads the submitter's environment; what this machine has set must not count.
        environment.keySet().removeIf(name -> !name.equals("PATH"));
        environment.put("SPARK_USER", "spark");
        // Lets the prefix of Spark's object names be chosen.
        environment.put("SPARK_TESTING", "1");
        return new SparkOracle(java.start(), log);
    }

    /** Spark's answer to a question. */
    JsonNode ask(ObjectNode question) throws IOException {
        questions.write(question.toString());
        questions.newLine();
        questions.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("Spark's JVM ended:\n" + Files.readString(log));
        }
        return JSON.readTree(answer);
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
    }

    private static void compile(String jars, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8);
                Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> java = sources.filter(source -> source.toString().endsWith(".java"))
                    .toList();
            List<String> options = List.of("-nowarn", "-proc:none", "-cp", jars, "-d", classes.toString());
            boolean compiled = compiler.getTask(
                            output, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the oracle does not compile against " + jars + ":\n" + output);
            }
        }
    }
}
