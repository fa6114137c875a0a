package dev.bellows.conformance.page;

import com.sun.net.httpserver.HttpServer;
import dev.bellows.conformance.Watching;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A headless Chromium of this machine, and the pages that it is shown. */
final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private final HttpServer server;
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final Path folder;

    private Chromium(HttpServer server, Path folder) {
        this.server = server;
        this.folder = folder;
        server.createContext("/", exchange -> {
            String page = pages.get(exchange.getRequestURI().getPath());
            byte[] body = String.valueOf(page).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(page == null ? 404 : 200, body.length);
            try (var answer = exchange.getResponseBody()) {
                answer.write(body);
            }
        });
        server.start();
        // What every browser asks for.
        pages.put("/favicon.ico", "");
    }

    /** Whether there is one. */
    static boolean isHere() {
        return Files.isExecutable(PROGRAM);
    }

    /** One with a folder for what it remembers. */
    static Chromium open(Path folder) throws IOException {
        return new Chromium(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), folder);
    }

    /** What a page became. */
    record Shown(String document, List<String> console) {
        /** What a script noted on the page's body, in an attribute {@code data-name}. */
        String noted(String name) {
            String start = "data-" + name + "=\"";
            int from = document.indexOf(start) + start.length();
            return from < start.length() ? "" : document.substring(from, document.indexOf('"', from));
        }
    }

    /** From now on there is this page. */
    void serve(String path, String page) {
        pages.put(path, page);
    }

    /** Opens a page, and says what it has become when it is loaded. */
    Shown show(String path, String... options) throws IOException, InterruptedException {
        Path document = folder.resolve("document.html");
        Path log = folder.resolve("browser.log");
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--disable-crash-reporter",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(options));
        if (List.of(options).stream().noneMatch(option -> option.startsWith("--screenshot"))) {
            command.add("--dump-dom");
        }
        command.add("http://127.0.0.1:" + server.getAddress().getPort() + path);
        Process process = new ProcessBuilder(command)
                .redirectOutput(document.toFile())
                .redirectError(log.toFile())
                .start();
        if (!process.waitFor(Watching.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError("the browser has not ended: " + Files.readString(log));
        }
        List<String> console = Files.readAllLines(log).stream()
                .filter(line -> line.contains("CONSOLE"))
                .toList();
        return new Shown(Files.readString(document), console);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
