package dev.bellows.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** One connection with one request. It never makes its thread wait: what has not come yet is read when it comes. */
final class Caller {
    /** A request has less than a thousand bytes, and the API server adds a few headers. */
    private static final int MOST_BYTES = 8192;

    private static final String END = "\r\n\r\n";

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(MOST_BYTES);
    private final SelectionKey turns;
    private final Consumer<Caller> asked;
    private ByteBuffer out = ByteBuffer.allocate(0);
    private String head = "";
    private boolean answered;
    private boolean trusted;

    /**
     * A caller that has said nothing yet.
     *
     * @param turns says when it can be read or written
     * @param asked hears when all of the request's head is there
     */
    Caller(SocketChannel channel, SelectionKey turns, Consumer<Caller> asked) {
        this.channel = channel;
        this.turns = turns;
        this.asked = asked;
    }

    /** The head of its request. */
    String head() {
        return head;
    }

    /** It has shown the key, and keeps its place until it is answered. */
    void trust() {
        trusted = true;
    }

    /** Whether its place is given up when another one needs it. */
    boolean yields() {
        return !trusted;
    }

    /** Does what can be done without waiting. */
    void go() throws IOException {
        if (turns.isReadable()) {
            read();
        }
        if (turns.isValid() && turns.isWritable()) {
            write();
        }
    }

    private void read() throws IOException {
        if (answered) {
            // A connection that is closed with something unread loses its answer on the way.
            in.clear();
        }
        if (channel.read(in) < 0) {
            close();
        } else if (!answered) {
            String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
            int end = text.indexOf(END);
            if (end >= 0) {
                head = text.substring(0, end);
                answered = true;
                turns.interestOps(0);
                asked.accept(this);
            } else if (!in.hasRemaining()) {
                close();
            }
        }
    }

    /** Sends the only answer. */
    void answer(String status, String body) throws IOException {
        byte[] bytes = Control.bytes(body);
        byte[] start = Control.bytes("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                + bytes.length + "\r\nConnection: close" + END);
        out = ByteBuffer.allocate(start.length + bytes.length);
        out.put(start).put(bytes).flip();
        write();
    }

    private void write() throws IOException {
        channel.write(out);
        if (out.hasRemaining()) {
            turns.interestOps(SelectionKey.OP_WRITE);
        } else {
            trusted = false;
            channel.shutdownOutput();
            turns.interestOps(SelectionKey.OP_READ);
        }
    }

    void close() {
        turns.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // It is over either way.
        }
    }

    boolean isOver() {
        return !channel.isOpen();
    }
}
