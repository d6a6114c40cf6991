using System.Management.Automation;

namespace Nodepoint.EngineHost.Specs;

/// <summary>The folder a spec file may write in: <c>$TestDrive</c>, also <c>TestDrive:</c>. What a block leaves there goes with it.</summary>
internal sealed class TestDrive : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("specs-");

    public TestDrive(PSCmdlet command)
    {
        command.SessionState.PSVariable.Set("global:TestDrive", _folder.FullName);
        var files = command.SessionState.Provider.GetOne("FileSystem");
        command.SessionState.Drive.New(new PSDriveInfo("TestDrive", files, _folder.FullName, "", null), "global");
    }

    public IReadOnlySet<string> Contents => Entries().ToHashSet();

    public void Restore(IReadOnlySet<string> before)
    {
        foreach (var entry in Entries().Where(entry => !before.Contains(entry)).OrderByDescending(entry => entry.Length).ToArray())
        {
            if (Directory.Exists(entry))
                Directory.Delete(entry, recursive: true);
            else
                File.Delete(entry);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IEnumerable<string> Entries() => Directory.EnumerateFileSystemEntries(_folder.FullName, "*", SearchOption.AllDirectories);
}
