# Start-NpSandbox -PanelVersion 3.3: what differs from the recorded line 3.2.
Describe 'Start-NpSandbox -PanelVersion 3.3' -Tag Sandbox {
    BeforeAll {
        if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }
        $sandbox = Start-NpSandbox newer -PanelVersion 3.3
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name newer -KeepDefault
        function Get-Raw([string] $Function, $Record) { Invoke-NpApi $Function @{ primary_id = $Record.Id } -Panel newer }
        $client = New-NpClient newer -ContactName Newer -Email newer@example.com -GeneratePassword -Panel newer
    }
    AfterAll {
        Get-NpPanel newer | Disconnect-NpPanel
        $sandbox | Stop-NpSandbox
    }

    It 'reports its version' { "$((Test-NpPanel -Panel newer).Version)" | Should -BeLike '3.3*' }

    It 'has the columns of the line' {
        $row = Invoke-NpApi client_get @{ client_id = $client.Id } -Panel newer
        $row.PSObject.Properties.Name | Should -Contain limit_database_postgresql
        $row.PSObject.Properties.Name | Should -Not -Contain agb
    }

    It 'delivers mail locally unless it is told otherwise' {
        $domain = New-NpMailDomain newer.example -Client newer -Panel newer
        (Get-Raw mail_domain_get $domain).local_delivery | Should -Be y
        $domain = New-NpMailDomain away.example -Client newer -AdditionalField @{ local_delivery = 'n' } -Panel newer
        (Get-Raw mail_domain_get $domain).local_delivery | Should -Be n
    }

    It 'finds a zone only by its whole name' {
        $zone = New-NpDnsZone newer.example -Ns ns1.example.net -Client newer -Panel newer
        Invoke-NpApi dns_zone_get_id @{ origin = 'newer.example' } -Panel newer | Should -Be $zone.Id
        { Invoke-NpApi dns_zone_get_id @{ origin = 'newer.exam' } -Panel newer -ErrorAction Stop } | Should -Throw '*There is no such zone*'
    }

    It 'still answers the cmdlets for what a client owns' {
        $null = New-NpMailbox info@newer.example -GeneratePassword -Panel newer
        Set-NpClient newer -City Ghent -PassThru -Panel newer | ForEach-Object City | Should -Be Ghent
        (Get-NpMailbox info@newer.example -Panel newer).Client | Should -Be newer
        Remove-NpClient newer -Recurse -Confirm:$false -Panel newer
        Get-NpMailDomain newer.example -Panel newer -ErrorAction Ignore | Should -BeNullOrEmpty
    }
}
