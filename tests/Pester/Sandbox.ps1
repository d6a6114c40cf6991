# Dot-sourced by each spec's BeforeAll: the module and a fresh sandbox to work on.
if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../artifacts/Nodepoint/Nodepoint.psd1') }
$sandbox = Start-NpSandbox
$panel = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name spec

function Stop-SpecSandbox {
    if (Get-NpPanel spec) { Disconnect-NpPanel spec }
    $sandbox | Stop-NpSandbox
}
