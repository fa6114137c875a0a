package dev.bellows.benchmarks.submit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** A byte that is sent through a {@link DelayedDoor} and comes back: what a round trip really takes on this machine. */
final class Echo implements Contender {
    static final String NAME = "a byte and its echo";

    private final ServerSocket server;
    private final DelayedDoor door;
    private final Socket there;

    private Echo(ServerSocket server, DelayedDoor door, Socket there) {
        this.server = server;
        this.door = door;
        this.there = there;
    }

    static Echo behind(Duration roundTrip) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        ServerSocket server = new ServerSocket(0, 1, here);
        Thread thread = new Thread(() -> answer(server), "echo");
        thread.setDaemon(true);
        thread.start();
        DelayedDoor door = DelayedDoor.open(
                URI.create("http://" + here.getHostAddress() + ":" + server.getLocalPort()), roundTrip);
        URI way = URI.create(door.url());
        Socket there = new Socket(way.getHost(), way.getPort());
        there.setTcpNoDelay(true);
        return new Echo(server, door, there);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void submit(String key) throws IOException {
        there.getOutputStream().write(1);
        if (there.getInputStream().read() != 1) {
            throw new IllegalStateException("the echo is gone");
        }
    }

    @Override
    public void close() {
        try {
            there.close();
            door.close();
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(ServerSocket server) {
        try (Socket here = server.accept()) {
            here.setTcpNoDelay(true);
            for (int read = here.getInputStream().read();
                    read >= 0;
                    read = here.getInputStream().read()) {
                here.getOutputStream().write(read);
            }
        } catch (IOException e) {
            // The end of the connection.
        }
    }
}
