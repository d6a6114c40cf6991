using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Xunit;

namespace Nodepoint.Tests.Panel;

public sealed class TlsTests : IDisposable
{
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _leaf;
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public TlsTests()
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Own authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = authority.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        _leaf = Issue("localhost");
    }

    public void Dispose()
    {
        _authority.Dispose();
        _leaf.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_certificate_nobody_trusts_is_refused_with_its_fingerprint_and_nothing_is_sent()
    {
        await using var panel = new ScriptedPanel(_leaf);
        PanelException fault = await Assert.ThrowsAsync<PanelException>(() => panel.OpenAsync());
        Assert.Equal(FaultKind.Certificate, fault.Kind);
        Assert.Contains(_leaf.GetCertHashString(HashAlgorithmName.SHA256), fault.Message, StringComparison.Ordinal);
        Assert.Contains("pin it", fault.Message, StringComparison.Ordinal);
        Assert.Empty(panel.Requests);
    }

    [Fact]
    public async Task A_pinned_certificate_is_accepted_however_the_pin_is_written()
    {
        string hex = _leaf.GetCertHashString(HashAlgorithmName.SHA256);
        string colons = string.Join(':', hex.Chunk(2).Select(c => new string(c)));
        string base64 = Convert.ToBase64String(_leaf.GetCertHash(HashAlgorithmName.SHA256));
        await using var panel = new ScriptedPanel(_leaf);
        foreach (string pin in (string[])[hex, hex.ToLowerInvariant(), colons, "SHA256:" + colons.ToLowerInvariant(), "sha256:" + base64.TrimEnd('='), base64, " " + hex + " "])
        {
            await using PanelConnection connection = await PanelConnection.OpenAsync(panel.Options() with { CertificatePin = pin }, TestContext.Current.CancellationToken);
            Assert.Equal(hex, connection.CertificatePin);
        }
    }

    [Fact]
    public async Task The_response_time_of_a_call_does_not_include_opening_its_connection()
    {
        var time = new FakeTime();
        await using var panel = new ScriptedPanel(_leaf) { Opening = () => time.Advance(TimeSpan.FromMilliseconds(300)) };
        panel.On("client_get", _ =>
        {
            time.Advance(TimeSpan.FromMilliseconds(20));
            return Answer.Text("""{"code":"ok","message":"","response":"1"}""", extra: "Connection: close\r\n") with { Keep = false };
        });
        await using PanelConnection connection = await PanelConnection.OpenAsync(panel.Options(time) with { SkipCertificateCheck = true }, TestContext.Current.CancellationToken);
        var observed = new List<double>();
        using (connection.Observe((_, latency, _) => observed.Add(latency.TotalMilliseconds)))
            for (int call = 0; call < 3; call++) await connection.TextAsync("client_get");
        Assert.Equal([20, 20, 20], observed);
    }

    [Fact]
    public async Task A_pin_makes_the_hosts_name_irrelevant()
    {
        using X509Certificate2 other = Issue("elsewhere.example.com");
        await using var panel = new ScriptedPanel(other);
        await using PanelConnection connection = await PanelConnection.OpenAsync(
            panel.Options() with { CertificatePin = other.GetCertHashString(HashAlgorithmName.SHA256) }, TestContext.Current.CancellationToken);
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task A_certificate_other_than_the_pinned_one_is_refused_with_the_fingerprint_that_was_seen()
    {
        await using var panel = new ScriptedPanel(_leaf);
        PanelException fault = await Assert.ThrowsAsync<PanelException>(
            () => PanelConnection.OpenAsync(panel.Options() with { CertificatePin = new string('0', 64) }, TestContext.Current.CancellationToken));
        Assert.Equal(FaultKind.Certificate, fault.Kind);
        Assert.Contains(_leaf.GetCertHashString(HashAlgorithmName.SHA256), fault.Message, StringComparison.Ordinal);
        Assert.Empty(panel.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_of_the_own_authority_is_accepted(bool pem)
    {
        await using var panel = new ScriptedPanel(_leaf);
        await using PanelConnection connection = await PanelConnection.OpenAsync(
            panel.Options() with { CaCertificatePath = Write(_authority, pem) }, TestContext.Current.CancellationToken);
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task A_certificate_of_the_own_authority_for_another_host_is_refused()
    {
        using X509Certificate2 other = Issue("elsewhere.example.com");
        await using var panel = new ScriptedPanel(other);
        PanelException fault = await Assert.ThrowsAsync<PanelException>(
            () => PanelConnection.OpenAsync(panel.Options() with { CaCertificatePath = Write(_authority, true) }, TestContext.Current.CancellationToken));
        Assert.Equal(FaultKind.Certificate, fault.Kind);
        Assert.Contains("elsewhere.example.com", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_another_authority_signed_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 self = new CertificateRequest("CN=Someone else", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var panel = new ScriptedPanel(_leaf);
        PanelException fault = await Assert.ThrowsAsync<PanelException>(
            () => PanelConnection.OpenAsync(panel.Options() with { CaCertificatePath = Write(self, true) }, TestContext.Current.CancellationToken));
        Assert.Equal(FaultKind.Certificate, fault.Kind);
        Assert.Contains("not signed by the specified CA", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_a_certificate_is_refused()
    {
        string path = Path.Combine(_folder, "text.pem");
        await File.WriteAllTextAsync(path, "hello");
        PanelOptions options = new() { Uri = new Uri("https://localhost"), Credential = new NetworkCredential("a", "b"), CaCertificatePath = path };
        await Assert.ThrowsAsync<PanelException>(() => PanelConnection.OpenAsync(options, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Skipping_the_check_warns_once()
    {
        await using var panel = new ScriptedPanel(_leaf).On("client_get", Answer.Ok("1"));
        List<string> warnings = [];
        await using PanelConnection connection = await PanelConnection.OpenAsync(
            panel.Options() with { SkipCertificateCheck = true, Warning = warnings.Add }, TestContext.Current.CancellationToken);
        await connection.TextAsync("client_get");
        Assert.Contains("not checked", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_does_not_speak_https_is_told()
    {
        await using var panel = new ScriptedPanel();
        PanelOptions options = panel.Options() with { Uri = new Uri($"https://localhost:{panel.Port}") };
        PanelException fault = await Assert.ThrowsAsync<PanelException>(() => PanelConnection.OpenAsync(options, TestContext.Current.CancellationToken));
        Assert.Equal(FaultKind.Unreachable, fault.Kind);
        Assert.Contains("uses https", fault.Message, StringComparison.Ordinal);
    }

    private X509Certificate2 Issue(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 bare = request.Create(_authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(7), RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 keyed = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(keyed.Export(X509ContentType.Pfx), null);
    }

    private string Write(X509Certificate2 certificate, bool pem)
    {
        string path = Path.Combine(_folder, pem ? "ca.pem" : "ca.der");
        if (pem) File.WriteAllText(path, certificate.ExportCertificatePem());
        else File.WriteAllBytes(path, certificate.RawData);
        return path;
    }
}
