package dev.bellows.benchmarks.soak;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** A way to an API server on which some requests are lost: they are read, and nothing comes back, as behind a proxy that has hung up. */
final class SilentDoor {
    private static final int BUFFER = 1 << 16;
    private static final String LENGTH = "content-length:";

    private final ServerSocket door;
    private final URI server;
    private final int oneOf;
    private final AtomicLong requests = new AtomicLong();

    private SilentDoor(ServerSocket door, URI server, int oneOf) {
        this.door = door;
        this.server = server;
        this.oneOf = oneOf;
    }

    /** Opens a door that loses one request of so many. */
    static SilentDoor open(URI server, int oneOf) throws IOException {
        SilentDoor opened = new SilentDoor(new ServerSocket(0, 128, InetAddress.getLoopbackAddress()), server, oneOf);
        start(opened::accept);
        return opened;
    }

    String url() {
        return "http://" + door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            client.setTcpNoDelay(true);
            Socket behind = new Socket(server.getHost(), server.getPort());
            behind.setTcpNoDelay(true);
            start(() -> requests(client, behind));
            start(() -> answers(behind, client));
        }
    }

    private void requests(Socket client, Socket behind) throws IOException {
        try (client;
                behind) {
            InputStream in = new BufferedInputStream(client.getInputStream(), BUFFER);
            OutputStream out = behind.getOutputStream();
            while (true) {
                byte[] request = request(in);
                if (requests.incrementAndGet() % oneOf != 0) {
                    out.write(request);
                    out.flush();
                }
            }
        } catch (EOFException e) {
            // The client has closed its connection.
        }
    }

    private static void answers(Socket behind, Socket client) throws IOException {
        try (client;
                behind) {
            InputStream in = behind.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        }
    }

    /** One request, with its body. */
    private static byte[] request(InputStream in) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        int length = 0;
        for (String line = line(in, request); !line.isEmpty(); line = line(in, request)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
            if (header.startsWith("transfer-encoding:")) {
                throw new IOException("a body in chunks (expected: one with a length)");
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        request.write(body);
        return request.toByteArray();
    }

    private static String line(InputStream in, ByteArrayOutputStream copy) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            copy.write(next);
            line.write(next);
        }
        copy.write('\n');
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The end of the connection: the sides of one that was reset hear of it in either order.
                    }
                },
                "silent-door");
        thread.setDaemon(true);
        thread.start();
    }
}
