# The types of the library have names at the prompt and in scripts.
Describe 'A type of the library' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $types = [Nodepoint.IspConfig.Panel.PanelConnection].Assembly.GetExportedTypes() | Where-Object { -not $_.ContainsGenericParameters }
        function Get-Named($Type) { & ([scriptblock]::Create("[$($Type.FullName)]")) }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'can be named: <Kind>' -TestCases @(
        @{ Kind = 'records'; Least = 60; Is = { [Nodepoint.IspConfig.Model.PanelObject].IsAssignableFrom($_) -or $_.GetMethod('<Clone>$') } }
        @{ Kind = 'enums'; Least = 20; Is = { $_.IsEnum } }
        @{ Kind = 'exceptions'; Least = 3; Is = { $_.IsSubclassOf([Exception]) } }
        @{ Kind = 'the connection'; Least = 2; Is = { $_.Name -in 'PanelConnection', 'PanelOptions' } }
        @{ Kind = 'all others'; Least = 50; Is = { $true } }
    ) {
        param($Kind, $Least, $Is)
        $walked = @($types | Where-Object $Is)
        $walked.Count | Should -BeGreaterOrEqual $Least
        foreach ($type in $walked) { Get-Named $type | Should -Be $type }
        Write-Information "$($walked.Count) $Kind" -InformationAction Continue
    }

    It 'is what the cmdlets emit and accept, so a function''s parameter can have it' {
        function Get-Domain([Nodepoint.IspConfig.Mail.Mailbox] $Mailbox) { $Mailbox.Email.Split('@')[1] }
        function Get-Size([Parameter(ValueFromPipeline)] [Nodepoint.IspConfig.Mail.Mailbox[]] $Mailbox) { process { $Mailbox.Quota } }
        $box = New-NpMailbox anna@example.com -Password 'Mb-Pw-123!' -Quota 1GB
        $box | Should -BeOfType ([Nodepoint.IspConfig.Mail.Mailbox])
        Get-Domain $box | Should -Be 'example.com'
        Get-NpMailbox | Get-Size | Should -Be 1GB
        { Get-Domain (Get-NpMailDomain example.com) } | Should -Throw -ErrorId 'ParameterArgumentTransformationError*'
    }

    It 'has literals where it is an enum' {
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $text = New-NpDnsRecord example.com '@' -Type ([Nodepoint.IspConfig.Dns.DnsRecordType]::TXT) -Data 'v=spf1 -all'
        $text.Type | Should -Be ([Nodepoint.IspConfig.Dns.DnsRecordType]::TXT)
        $text.Type -is [Nodepoint.IspConfig.Dns.DnsRecordType] | Should -BeTrue
        [Nodepoint.IspConfig.Panel.Faults.FaultKind]'Refused' | Should -Be ([Nodepoint.IspConfig.Panel.Faults.FaultKind]::Refused)
    }

    It 'can be caught where it is an exception' {
        $caught = try { Invoke-NpApi no_such_function -ErrorAction Stop } catch [Nodepoint.IspConfig.Panel.Faults.PanelException] { $_.Exception }
        $caught.Kind | Should -Be ([Nodepoint.IspConfig.Panel.Faults.FaultKind]::UnknownFunction)
    }

    It 'can be created where it is a record, and New- accepts it' {
        $box = [Nodepoint.IspConfig.Mail.Mailbox]@{ Email = 'new@example.com'; Quota = 2GB }
        ($box | New-NpMailbox -Password 'Mb-Pw-123!').Quota | Should -Be 2GB
    }
}
