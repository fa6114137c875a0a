package dev.bellows.benchmarks.submit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A way to an API server that is longer: every byte arrives half a round trip after it was sent, in both directions. */
final class DelayedDoor implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ServerSocket door;
    private final URI server;
    private final long delayNanos;

    private DelayedDoor(ServerSocket door, URI server, Duration roundTrip) {
        this.door = door;
        this.server = server;
        this.delayNanos = roundTrip.toNanos() / 2;
    }

    static DelayedDoor open(URI server, Duration roundTrip) throws IOException {
        DelayedDoor opened =
                new DelayedDoor(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), server, roundTrip);
        start(opened::accept);
        return opened;
    }

    String url() {
        return "http://" + door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket behind = new Socket(server.getHost(), server.getPort());
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                carry(client, behind);
                carry(behind, client);
            } catch (IOException e) {
                // The door was closed, or the server is gone: whoever waits for an answer hears it.
                return;
            }
        }
    }

    private void carry(Socket from, Socket to) {
        BlockingQueue<Parcel> way = new LinkedBlockingQueue<>();
        start(() -> take(from, way));
        start(() -> bring(way, to));
    }

    private void take(Socket from, BlockingQueue<Parcel> way) {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = from.getInputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                way.add(new Parcel(Arrays.copyOf(buffer, read), System.nanoTime() + delayNanos));
            }
        } catch (IOException e) {
            // The end of the connection.
        }
        way.add(new Parcel(new byte[0], System.nanoTime()));
    }

    private static void bring(BlockingQueue<Parcel> way, Socket to) {
        try (OutputStream out = to.getOutputStream()) {
            for (Parcel next = way.take(); next.bytes.length > 0; next = way.take()) {
                for (long left = next.due - System.nanoTime(); left > 0; left = next.due - System.nanoTime()) {
                    LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(1)));
                }
                out.write(next.bytes);
                out.flush();
            }
        } catch (IOException e) {
            // The end of the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "delayed-door");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((any, error) -> {
            throw new UncheckedIOException(new IOException(error));
        });
        thread.start();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Parcel(byte[] bytes, long due) {}
}
