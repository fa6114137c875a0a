package dev.bellows.conformance.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A line to an API server that can be cut: what was open breaks, and nothing gets through until it is mended. */
final class CuttableLine implements AutoCloseable {
    private final InetSocketAddress target;
    private final List<Socket> ends = new ArrayList<>();
    private ServerSocket door;

    CuttableLine(URI server) throws IOException {
        target = new InetSocketAddress(server.getHost(), server.getPort());
        door = listen(0);
    }

    String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    synchronized void cut() throws IOException {
        door.close();
        for (Socket end : ends) {
            end.close();
        }
        ends.clear();
    }

    synchronized void mend() throws IOException {
        door = listen(door.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        cut();
    }

    private ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        start(() -> accept(socket));
        return socket;
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket client = from.accept();
                Socket server = new Socket();
                server.connect(target);
                join(from, client, server);
            }
        } catch (IOException e) {
            // The line is cut.
        }
    }

    private synchronized void join(ServerSocket from, Socket client, Socket server) throws IOException {
        ends.addAll(List.of(client, server));
        if (from.isClosed()) {
            cut();
            return;
        }
        start(() -> pass(client, server));
        start(() -> pass(server, client));
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // One side has gone.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "line");
        thread.setDaemon(true);
        thread.start();
    }
}
