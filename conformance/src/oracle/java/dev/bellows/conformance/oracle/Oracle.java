package dev.bellows.conformance.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * Spark's own pod builders behind standard input and output: one question a line, one answer a line, both JSON. Compiled from source
 * against each Spark distribution, because the classes it calls differ in binary form.
 */
public final class Oracle {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Submission submission;
    private final ExecutorPod executorPod;

    private Oracle(KubernetesClient client, RecordingApiServer server) {
        this.submission = new Submission(client, server);
        this.executorPod = new ExecutorPod(client);
    }

    /** Answers until the input ends. */
    public static void main(String[] args) throws Exception {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        // Whatever else is printed must not get between the answers.
        System.setOut(System.err);
        RecordingApiServer server = RecordingApiServer.start();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.address())
                .withNamespace("default")
                .withRequestRetryBackoffLimit(0)
                .build();
        Oracle oracle =
                new Oracle(new KubernetesClientBuilder().withConfig(config).build(), server);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            answers.println(oracle.answer(JSON.readTree(line)));
            answers.flush();
        }
        // Threads of HTTP server and client would keep this process alive, and Spark's exit hooks would delete folders
        // one by one.
        Runtime.getRuntime().halt(0);
    }

    private ObjectNode answer(JsonNode question) {
        try {
            return question.get("mode").asText().equals("submit")
                    ? submission.answer(question)
                    : executorPod.answer(question);
        } catch (Throwable e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return JSON.createObjectNode().put("error", trace.toString());
        }
    }
}
