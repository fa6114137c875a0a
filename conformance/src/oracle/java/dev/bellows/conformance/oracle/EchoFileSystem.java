package dev.bellows.conformance.oracle;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** A remote file system in which every path that is asked for is a file: spark-submit looks remote files up before it names them. */
public final class EchoFileSystem extends FileSystem {
    private URI uri = URI.create("echo:///");

    @Override
    public void initialize(URI name, org.apache.hadoop.conf.Configuration conf) throws IOException {
        super.initialize(name, conf);
        uri = name;
    }

    @Override
    public URI getUri() {
        return URI.create(uri.getScheme() + "://" + (uri.getAuthority() == null ? "" : uri.getAuthority()));
    }

    @Override
    public FileStatus[] globStatus(Path pattern) {
        return new FileStatus[] {getFileStatus(pattern)};
    }

    @Override
    public FileStatus getFileStatus(Path path) {
        return new FileStatus(1, false, 1, 1, 0, path);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws FileNotFoundException {
        return new FileStatus[] {getFileStatus(path)};
    }

    @Override
    public void copyFromLocalFile(boolean move, boolean overwrite, Path file, Path target) {
        // Whatever is uploaded is there.
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) {
        throw new UnsupportedOperationException("open " + path);
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short copies,
            long block,
            Progressable p) {
        throw new UnsupportedOperationException("create " + path);
    }

    @Override
    public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
        throw new UnsupportedOperationException("append " + path);
    }

    @Override
    public boolean rename(Path from, Path to) {
        throw new UnsupportedOperationException("rename " + from);
    }

    @Override
    public boolean delete(Path path, boolean recursive) {
        throw new UnsupportedOperationException("delete " + path);
    }

    @Override
    public void setWorkingDirectory(Path folder) {}

    @Override
    public Path getWorkingDirectory() {
        return new Path("/");
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) {
        return true;
    }
}
