package dev.bellows.driver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The HTTP side: a caller without the key is told nothing. One thread attends to all callers at once, and one answers those with the key.
 * A caller that says nothing holds no thread: it has one of the places, which it loses to the next caller when all are taken. The threads
 * never keep a driver alive.
 */
final class ControlServer {
    static final String HEADER = "Bellows-Key";

    /** How many callers there are at once; a socket and a few kilobytes each. */
    static final int PLACES = 64;

    /** How long no caller is let in after the process has run out of sockets. */
    private static final long REST_MILLIS = 1000;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel door = ServerSocketChannel.open();
    private final ExecutorService answers = Executors.newSingleThreadExecutor(ControlServer::daemon);

    /** What is to be sent; each caller has one answer. */
    private final Queue<Runnable> sendings = new ConcurrentLinkedQueue<>();

    /** The oldest first. */
    private final Deque<Caller> callers = new ArrayDeque<>();

    private final byte[] key;
    private final Requests requests;
    private final Thread thread;
    private final int port;
    private volatile boolean stopped;

    private ControlServer(InetSocketAddress address, byte[] key, Requests requests) throws IOException {
        this.key = key;
        this.requests = requests;
        try {
            door.bind(address);
            door.configureBlocking(false);
            door.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            close();
            throw e;
        }
        this.port = door.socket().getLocalPort();
        this.thread = daemon(this::serve);
    }

    /** Starts serving. */
    static ControlServer start(InetSocketAddress address, byte[] key, Requests requests) throws IOException {
        ControlServer server = new ControlServer(address, key, requests);
        server.thread.start();
        return server;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "bellows-control");
        thread.setDaemon(true);
        return thread;
    }

    /** Ends it, and all that callers wait for; the address is free then. */
    void stop() {
        stopped = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return port;
    }

    private void serve() {
        boolean rests = false;
        try {
            while (!stopped) {
                selector.select(rests ? REST_MILLIS : 0);
                for (Runnable sending = sendings.poll(); sending != null; sending = sendings.poll()) {
                    sending.run();
                }
                rests = !turns();
                SelectionKey entrance = door.keyFor(selector);
                if (entrance != null && entrance.isValid()) {
                    entrance.interestOps(rests ? 0 : SelectionKey.OP_ACCEPT);
                }
                callers.removeIf(Caller::isOver);
            }
        } catch (IOException e) {
            // Without a selector there is nothing to serve with, and the application goes on without orders.
        } finally {
            close();
        }
    }

    /** Attends to all that can go on; whether newcomers could be let in. */
    private boolean turns() {
        boolean let = true;
        List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
        selector.selectedKeys().clear();
        for (SelectionKey turn : ready) {
            if (turn.attachment() instanceof Caller) {
                Caller caller = (Caller) turn.attachment();
                try {
                    if (turn.isValid()) {
                        caller.go();
                    }
                } catch (IOException e) {
                    caller.close();
                }
            } else if (turn.isValid()) {
                let = letIn();
            }
        }
        return let;
    }

    private boolean letIn() {
        try {
            SocketChannel channel = door.accept();
            if (channel == null) {
                return true;
            }
            if (callers.size() >= PLACES && !makeRoom()) {
                channel.close();
                return true;
            }
            channel.configureBlocking(false);
            SelectionKey turns = channel.register(selector, SelectionKey.OP_READ);
            Caller caller = new Caller(channel, turns, this::asked);
            turns.attach(caller);
            callers.add(caller);
            return true;
        } catch (IOException e) {
            makeRoom();
            return false;
        }
    }

    /** Ends the oldest caller that has not shown the key. */
    private boolean makeRoom() {
        for (Iterator<Caller> each = callers.iterator(); each.hasNext(); ) {
            Caller caller = each.next();
            if (caller.yields()) {
                caller.close();
                each.remove();
                return true;
            }
        }
        return false;
    }

    private void asked(Caller caller) {
        Asked asked;
        try {
            asked = Asked.in(caller.head());
        } catch (IllegalArgumentException e) {
            send(caller, "403 Forbidden", "");
            return;
        }
        if (!knows(asked.key)) {
            send(caller, "403 Forbidden", "");
            return;
        }
        caller.trust();
        answers.execute(() -> {
            Runnable sending = caller::close;
            try {
                String answer = requests.answer(asked.post, asked.path, asked.query);
                sending = () -> send(caller, "200 OK", answer);
            } finally {
                sendings.add(sending);
                selector.wakeup();
            }
        });
    }

    /** Takes as long for one wrong key as for another. */
    private boolean knows(String told) {
        return MessageDigest.isEqual(Control.bytes(told), key);
    }

    private static void send(Caller caller, String status, String body) {
        try {
            caller.answer(status, body);
        } catch (IOException e) {
            caller.close();
        }
    }

    private void close() {
        answers.shutdownNow();
        callers.forEach(Caller::close);
        try {
            door.close();
            selector.close();
        } catch (IOException e) {
            // It is over either way.
        }
    }
}
