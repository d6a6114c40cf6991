using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Files;
using Xunit;

namespace Nodepoint.Tests.Files;

public sealed partial class PrivateFileTests : IDisposable
{
    private const string NotOnWindows = "Files have no mode on Windows.";
    private const string OnlyOnWindows = "Access lists of files exist only on Windows.";

    private readonly string _folder = Directory.CreateTempSubdirectory("nodepoint-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_file_and_a_new_folder_are_their_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NotOnWindows);
        string folder = Path.Combine(_folder, "a"), file = Path.Combine(folder, "b");
        PrivateFile.CreateFolder(folder);
        PrivateFile.Open(file, FileMode.CreateNew, FileShare.None).Dispose();
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(PrivateFile.OwnerOnly, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_file_that_others_can_read_keeps_that_until_it_is_restricted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NotOnWindows);
        if (OperatingSystem.IsWindows()) return;
        string file = Path.Combine(_folder, "a");
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, PrivateFile.OwnerOnly | UnixFileMode.OtherRead);
        PrivateFile.Open(file, FileMode.OpenOrCreate, FileShare.None).Dispose();
        Assert.Equal(PrivateFile.OwnerOnly | UnixFileMode.OtherRead, File.GetUnixFileMode(file));
        PrivateFile.Restrict(file);
        Assert.Equal(PrivateFile.OwnerOnly, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_file_that_is_deleted_on_close_can_be_written_and_is_then_gone()
    {
        string file = Path.Combine(_folder, "a");
        using (FileStream stream = PrivateFile.Open(file, FileMode.CreateNew, FileShare.None, FileOptions.DeleteOnClose)) stream.Write("text"u8);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void On_Windows_the_access_list_has_the_user_alone_and_inherits_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), OnlyOnWindows);
        if (!OperatingSystem.IsWindows()) return;
        string folder = Path.Combine(_folder, "a"), created = Path.Combine(folder, "b"), inherited = Path.Combine(folder, "c"), restricted = Path.Combine(_folder, "d");
        PrivateFile.CreateFolder(folder);
        PrivateFile.Open(created, FileMode.CreateNew, FileShare.None).Dispose();
        File.WriteAllText(inherited, "");
        File.WriteAllText(restricted, "");
        PrivateFile.Restrict(restricted);
        AssertOnlyUser(new DirectoryInfo(folder).GetAccessControl());
        foreach (string file in new[] { created, inherited, restricted }) AssertOnlyUser(new FileInfo(file).GetAccessControl());
    }

    [Fact]
    public void No_other_code_decides_who_may_open_a_file()
    {
        string source = Path.Combine(Repository.Root, "src");
        string[] found = [.. Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(source, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Where(file => SetsAccess().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        // AtomicFile keeps the mode that a file has. The sandbox, which is no part of the library, has the key of a certificate for loopback.
        Assert.Equal(["AtomicFile.cs", "PrivateFile.cs", "SandboxCertificate.cs"], found);
    }

    [SupportedOSPlatform("windows")]
    private static void AssertOnlyUser(FileSystemSecurity access)
    {
        using var user = WindowsIdentity.GetCurrent();
        var rule = Assert.Single(access.GetAccessRules(true, true, typeof(SecurityIdentifier)).Cast<FileSystemAccessRule>());
        Assert.Equal(user.User, rule.IdentityReference);
        Assert.Equal(AccessControlType.Allow, rule.AccessControlType);
    }

    [GeneratedRegex(@"UnixCreateMode|SetUnixFileMode|FileSystemAccessRule|CreateDirectory\([^)]*UnixFileMode")]
    private static partial Regex SetsAccess();
}
