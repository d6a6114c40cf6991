BeforeDiscovery { . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1') }

Describe 'The sample that rotates DKIM keys every night' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/Cut.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/ZoneText.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/PanelServer.ps1')
        $script = (Resolve-Path (Join-Path $PSScriptRoot '../../../samples/dkim-rotation.ps1')).Path
        $today = { [datetime]::UtcNow.ToString('yyyyMMdd') }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $folder = Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid())
        $names = 'a.example', 'b.example', 'c.example'
        foreach ($one in $names) {
            $null = New-NpDnsZone $one "ns1.$one" -Client acme
            $null = New-NpDnsRecord $one '@' NS "ns1.$one."
            $null = New-NpDnsRecord $one ns1 A 127.0.1.13
            $null = New-NpMailDomain $one -Client acme
        }
        'a.example', 'b.example' | Set-NpDkim -Selector default -KeyLength 1024 -WarningAction SilentlyContinue
        Set-NpDkim c.example -Selector (& $today) -KeyLength 1024 -WarningAction SilentlyContinue
        # Neither is signed by this panel alone.
        $null = New-NpMailDomain elsewhere.test
        Set-NpDkim elsewhere.test -NoRecord -KeyLength 1024
        $null = New-NpMailDomain unsigned.test
        $server = $follower = $null
    }
    AfterEach {
        Stop-PanelServer $follower
        Stop-NameServer $server
    }
    AfterAll { Stop-SpecPanel }

    It 'leaves keys in use that the name servers do not replace, says so in a line, and exits with 1' {
        $lines = & $script -Folder $folder -Server 127.0.0.1:9 -TimeoutSec 0
        $LASTEXITCODE | Should -Be 1
        $lines.Count | Should -Be 3
        $lines[0..1] | ForEach-Object { $_ | Should -BeLike 'ERROR *.example: *do not publish the new key*127.0.0.1:9*' }
        $lines[2] | Should -BeLike "*Z selector=$(& $today) due=2 rotated=0 removed=0 failed=2 resumed=False"
        Get-Content (Join-Path $folder rotation.log) | Should -Be $lines[2]
        (Get-NpDkim a.example).Selector | Should -Be default
        (Get-NpDkim a.example).Published | Should -BeTrue
    }

    It 'changes nothing with -WhatIf, and exits with 2 when it cannot run' {
        $null = & $script -Folder $folder -Server 127.0.0.1:9 -TimeoutSec 0 -WhatIf
        $LASTEXITCODE | Should -Be 0
        @(Get-NpDnsRecord a.example -Type TXT).Count | Should -Be 1
        Test-Path (Join-Path $folder rotation.log) | Should -BeFalse
        $lines = & $script -Folder $folder -KeepOldFor never
        $LASTEXITCODE | Should -Be 2
        $lines | Should -BeLike 'ERROR *never*'
    }

    It 'rotates what is old, is completed by the next run when it was killed, and then finds nothing to do' -Skip:(-not $IsNameServerInstalled) {
        $server = Start-NameServer 127.0.1.13 -Zone @($names | ForEach-Object { @{ Name = $_; Text = Get-ZoneText $_ } })
        $follower = Start-PanelServer $server $names $sandbox.HttpUri $sandbox.Credential
        $cut = New-Cut $sandbox.HttpUri
        try {
            # The two notes, the two new records, a serial.
            Invoke-KilledProcess $cut $sandbox.Credential "& '$script' -Folder '$folder' -Server '$($server.Name)' -TimeoutSec 120 -Domain *.example" 5
            Get-NpDkim '*.example' -ErrorAction SilentlyContinue | ForEach-Object { $_.Published | Should -BeTrue }
            Test-Path (Join-Path $folder rotation.log) | Should -BeFalse

            Disconnect-NpPanel spec
            $null = Connect-NpPanel $cut.Uri -Credential $sandbox.Credential -Name spec
            $line = & $script -Folder $folder -Server $server.Name -TimeoutSec 120 -Domain *.example
            $LASTEXITCODE | Should -Be 0 -Because "$line"
            $line | Should -BeLike '*Z selector=* removed=0 failed=0 resumed=True'
            'a.example', 'b.example' | ForEach-Object {
                $state = Get-NpDkim $_
                $state.Selector | Should -Match '^\d{8}$'
                $state.Published | Should -BeTrue
                @(Get-NpDnsRecord $_ -Type TXT).Count | Should -Be 2
            }

            # A week later.
            $old = Get-NpDnsRecord a.example default._domainkey TXT
            $old | Set-NpDnsRecord -Value ($old.Value -replace 'remove after \d{4}', 'remove after 2020') -WarningAction SilentlyContinue
            $line = & $script -Folder $folder -Server $server.Name -Domain *.example
            $LASTEXITCODE | Should -Be 0
            $line | Should -BeLike '* due=0 rotated=0 removed=1 failed=0 resumed=False'
            @(Get-NpDnsRecord a.example -Type TXT).Count | Should -Be 1
            @(Get-Content (Join-Path $folder rotation.log)).Count | Should -Be 2
        }
        finally { $cut.Dispose() }
    }
}
