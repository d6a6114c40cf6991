using Nodepoint.IspConfig.Bulk.Journals;
using Xunit;

namespace Nodepoint.Tests.Bulk.Journals;

/// <summary>Who can read a journal.</summary>
public sealed class JournalAccessTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybody = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _folder = Directory.CreateTempSubdirectory("journal").FullName;

    private string File => Path.Combine(_folder, "import.jsonl");

    public JournalAccessTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Journal Open(string command = "New-NpMailbox") => Journal.Open(File, command, new Uri("https://panel.example.com:8080/"), "1", TimeProvider.System);

    private UnixFileMode Mode
    {
        get => OperatingSystem.IsWindows() ? default : System.IO.File.GetUnixFileMode(File);
        set
        {
            if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(File, value);
        }
    }

    // The journal as an earlier version has created it.
    private void Create(string version)
    {
        Open().Dispose();
        var text = System.IO.File.ReadAllText(File);
        Assert.Contains("\"version\":", text, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, text.Replace("\"version\":", version, StringComparison.Ordinal));
        Mode = Everybody;
    }

    [Fact]
    public void It_is_for_its_owner_alone_before_its_first_line_is_written()
    {
        var (mode, length) = (Everybody, -1L);
        JournalFile.Open(File, handle =>
        {
            (mode, length) = (OperatingSystem.IsWindows() ? default : System.IO.File.GetUnixFileMode(handle), RandomAccess.GetLength(handle));
            return 0;
        }).Dispose();
        Assert.Equal((OwnerOnly, 0), (mode, length));
    }

    [Fact]
    public void It_stays_for_its_owner_alone()
    {
        using (var journal = Open()) Assert.False(journal.WasShared);
        Assert.Equal(OwnerOnly, Mode);
        using (var journal = Open()) Assert.False(journal.WasShared);
        Assert.Equal(OwnerOnly, Mode);
    }

    [Fact]
    public void One_of_an_earlier_version_is_taken_from_the_others()
    {
        Create("\"formerly\":");
        using (var journal = Open()) Assert.True(journal.WasShared);
        Assert.Equal(OwnerOnly, Mode);
        using (var journal = Open()) Assert.False(journal.WasShared);
    }

    [Fact]
    public void One_that_its_owner_has_shared_stays_shared()
    {
        Create("\"version\":");
        using (var journal = Open()) Assert.False(journal.WasShared);
        Assert.Equal(Everybody, Mode);
    }

    [Fact]
    public void One_that_is_refused_is_left_as_it_is()
    {
        Create("\"formerly\":");
        Assert.Throws<JournalException>(() => Open("Set-NpMailbox"));
        Assert.Equal(Everybody, Mode);
    }
}
