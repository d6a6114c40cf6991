using Nodepoint.IspConfig.Files;

namespace Nodepoint.IspConfig.State;

/// <summary>A temporary file for what was read and is needed again later. Only this process can open it, and it is gone when the process ends.</summary>
internal sealed class Spool : IDisposable
{
    private readonly FileStream _file;
    private readonly object _lock = new();

    /// <summary>Creates the file.</summary>
    public Spool()
    {
        var path = Path.Combine(Path.GetTempPath(), $"nodepoint-{Guid.NewGuid():N}.spool");
        _file = PrivateFile.Open(path, FileMode.CreateNew, FileShare.None, FileOptions.DeleteOnClose);
        // Without a name, it is gone even if the process is killed.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
    }

    /// <summary>Is raised for each text that was appended.</summary>
    public event Action? Appended;

    /// <summary>The number of bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Appends bytes.</summary>
    /// <returns>Where they begin.</returns>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        Appended?.Invoke();
        lock (_lock)
        {
            var offset = Length;
            RandomAccess.Write(_file.SafeFileHandle, bytes, offset);
            Length += bytes.Length;
            return offset;
        }
    }

    /// <summary>Reads bytes.</summary>
    public byte[] Read(long offset, int length)
    {
        var bytes = new byte[length];
        for (var at = 0; at < length;)
        {
            var read = RandomAccess.Read(_file.SafeFileHandle, bytes.AsSpan(at), offset + at);
            if (read == 0) throw new EndOfStreamException();
            at += read;
        }

        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
