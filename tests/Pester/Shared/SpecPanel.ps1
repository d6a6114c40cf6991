<#
Dot-sourced by a spec's BeforeAll: imports the module and connects to a panel in its seed's state, as the connection "spec".
The panel is $sandbox: a sandbox that the specs of one process share, or another panel when these environment variables are set:

    NODEPOINT_SPEC_PANEL      the panel's address, such as https://panel.example.com:8080
    NODEPOINT_SPEC_RESET      an address to POST to, which puts the panel back into its seed's state and ends its sessions
    NODEPOINT_USER            the remote user and its password
    NODEPOINT_PASSWORD
    NODEPOINT_SPEC_PIN        the SHA-256 of the panel's certificate, for an https address

With NODEPOINT_SPEC_LINE = 3.3 it is a sandbox of that line.

The panel's seed has to hold what the sandbox's has (src/Nodepoint.Sandbox/Contract/seed.json). All specs share this panel, so
they run one after the other. What needs more than a panel carries a tag, and is then skipped with that reason:
Faults (/sandbox/faults), Stats (/sandbox/stats), Seed (a seed of its own), Sandbox (Start-NpSandbox and its data). Recorded is for what
is true only of the recorded line 3.2.
#>
param(
    # A seed for a sandbox of this spec's own.
    [string] $SeedFile
)

if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }

function Connect-SpecPanel {
    $trust = if ($sandbox.CertificatePin) { @{ CertificatePin = $sandbox.CertificatePin } } else { @{} }
    Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -Name spec @trust
}

function Reset-SpecPanel {
    if ($env:NODEPOINT_SPEC_PANEL) { $null = Invoke-RestMethod $env:NODEPOINT_SPEC_RESET -Method Post -SkipCertificateCheck }
    else { $sandbox | Reset-NpSandbox }
}

function Stop-SpecPanel {
    if (Get-NpPanel spec) { Disconnect-NpPanel spec }
    if ($SeedFile) { $sandbox | Stop-NpSandbox }
}

if ($env:NODEPOINT_SPEC_PANEL) {
    $sandbox = [pscustomobject]@{
        Uri            = [uri]$env:NODEPOINT_SPEC_PANEL
        Credential     = [pscredential]::new($env:NODEPOINT_USER, (ConvertTo-SecureString $env:NODEPOINT_PASSWORD -AsPlainText -Force))
        CertificatePin = $env:NODEPOINT_SPEC_PIN
    }
    Reset-SpecPanel
}
elseif ($SeedFile) { $sandbox = Start-NpSandbox -Seed $SeedFile }
else {
    $line = $env:NODEPOINT_SPEC_LINE ? @{ Name = "spec-$env:NODEPOINT_SPEC_LINE"; PanelVersion = $env:NODEPOINT_SPEC_LINE } : @{ Name = 'spec' }
    $sandbox = @(Get-NpSandbox $line.Name | Where-Object IsRunning)[0]
    if ($sandbox) { Reset-SpecPanel } else { $sandbox = Start-NpSandbox @line }
}
$panel = Connect-SpecPanel
