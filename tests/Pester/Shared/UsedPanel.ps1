# Dot-sourced by a spec's BeforeAll, with SpecPanel.ps1: a sandbox with the data of a panel in use (seed-2.json), and logins of its clients.
. (Join-Path $PSScriptRoot 'SpecPanel.ps1') -SeedFile (Join-Path $PSScriptRoot '../../Nodepoint.Tests/seed-2.json')

function Connect-Client([string] $Name, [string] $Password, [hashtable] $With = @{}) {
    $credential = [pscredential]::new($Name, (ConvertTo-SecureString $Password -AsPlainText -Force))
    Connect-NpPanel $sandbox.Uri -Credential $credential -CertificatePin $sandbox.CertificatePin -Name $Name -ClientLogin -KeepDefault -WarningAction SilentlyContinue @With
}
