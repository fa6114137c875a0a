package dev.bellows.benchmarks.submit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The testkit's API server in a process of its own, so that what it costs is not the client's. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final String url;
    private final String token;

    private ServerProcess(Process process, String url, String token) {
        this.process = process;
        this.url = url;
        this.token = token;
    }

    static ServerProcess start(String sparkClassPath) throws IOException {
        Process process = Programs.java(
                        "-Dbellows.spark.classpath=" + sparkClassPath,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.bellows.testkit.LocalCluster")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String path =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        String kubeconfig = Files.readString(Path.of(path));
        return new ServerProcess(process, field(kubeconfig, "server"), field(kubeconfig, "token"));
    }

    String url() {
        return url;
    }

    String token() {
        return token;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
    }

    private static String field(String yaml, String name) {
        Matcher matcher = Pattern.compile(name + ":\\s*\"?([^\"\\s]+)").matcher(yaml);
        if (!matcher.find()) {
            throw new IllegalStateException("the kubeconfig names no " + name);
        }
        return matcher.group(1);
    }
}
