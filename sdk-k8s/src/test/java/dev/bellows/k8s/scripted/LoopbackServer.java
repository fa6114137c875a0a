package dev.bellows.k8s.scripted;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on this machine that writes whatever it likes, also what no decent one would, and knows how many connections are open. */
public final class LoopbackServer implements AutoCloseable {
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger open = new AtomicInteger();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Answer answer;

    /** What is written for a request. */
    @FunctionalInterface
    public interface Answer {
        /** Writes an answer; the connection stays open after it until the client closes it, or another request comes. */
        void write(String request, OutputStream out) throws IOException;
    }

    /** A server that answers each request so. */
    public LoopbackServer(Answer answer) throws IOException {
        this.answer = answer;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Its address. */
    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** How many connections are open. */
    public int open() {
        return open.get();
    }

    /** The first lines of all requests. */
    public Queue<String> requests() {
        return requests;
    }

    /** Writes text as UTF-8. */
    public static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** The head of an answer whose end is that of the connection. */
    public static String head(int code, String... headers) {
        String further = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "HTTP/1.1 " + code + " as told\r\nConnection: close\r\n" + further + "\r\n";
    }

    /** A whole answer. */
    public static String whole(int code, String body, String... headers) {
        return "HTTP/1.1 " + code + " as told\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n" + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n" + body;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.incrementAndGet();
                threads.execute(() -> serve(connection));
            } catch (IOException | RejectedExecutionException e) {
                // The test is over.
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                requests.add(head.lines().findFirst().orElse(""));
                answer.write(head, connection.getOutputStream());
            }
        } catch (IOException e) {
            // The client has gone.
        } finally {
            open.decrementAndGet();
        }
    }

    /** What stands before a request's body; empty if the client has closed. Requests of these tests have no body. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.indexOf("\r\n\r\n") >= 0) {
                return head.toString();
            }
        }
        return "";
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
