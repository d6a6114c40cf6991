namespace Nodepoint.Bench;

/// <summary>A temporary folder that is deleted with its contents when it is disposed of.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nodepoint-bench");
    private int _files;

    /// <summary>The path of a file that does not exist yet.</summary>
    public string NewFile() => Path.Combine(_folder.FullName, $"{++_files}.jsonl");

    /// <summary>The path of a file with a name.</summary>
    public string FileNamed(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
